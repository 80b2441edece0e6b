#include "channels/email/bounce_address.hpp"

#include <utility>

#include "channels/email/ascii.hpp"
#include "channels/email/settings.hpp"
#include "channels/signed_reference.hpp"

namespace triand::channels::email {
namespace {

constexpr std::string_view kPurpose = "bounce";

bool is_of_token(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

}  // namespace

BounceAddress::BounceAddress(std::string_view pattern, std::string key)
    : before_(pattern.substr(0, pattern.find(kReferencePlaceholder))), key_(std::move(key)) {
  if (before_.size() < pattern.size())
    after_ = lower_case(pattern.substr(before_.size() + kReferencePlaceholder.size()));
}

std::string BounceAddress::of(std::string_view reference) const {
  if (after_.empty()) return before_;
  return before_ + sign_reference(key_, kPurpose, reference) + after_;
}

BounceAddress::Found BounceAddress::find_in(std::string_view text) const {
  Found found;
  if (after_.empty()) return found;
  const std::string lower = lower_case(text);
  const std::string before = lower_case(before_);
  for (std::size_t at = lower.find(after_); at != std::string::npos; at = lower.find(after_, at + 1)) {
    const std::size_t end = at + after_.size();
    if (end < lower.size() && (is_of_token(lower[end]) || lower[end] == '.')) continue;
    std::size_t begin = at;
    while (begin > 0 && is_of_token(lower[begin - 1])) --begin;
    // The word before the reference may end in letters too.
    const std::string_view local = std::string_view(lower).substr(0, at);
    for (std::size_t start = begin; start < at; ++start) {
      if (!local.substr(0, start).ends_with(before)) continue;
      found.forged = true;
      // A mail may hold a word of any length.
      if (at - start > kLongestSigned) continue;
      if (auto reference = read_signed_reference(key_, kPurpose, local.substr(start)))
        return {.reference = std::move(*reference), .forged = false};
    }
  }
  return found;
}

}  // namespace triand::channels::email

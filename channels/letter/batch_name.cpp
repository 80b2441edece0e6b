#include "channels/letter/batch_name.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace triand::channels::letter {
namespace {

constexpr std::size_t kMaxCampaign = 64;

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string name_stem(std::string_view campaign, bool test, Time opened) {
  std::string out;
  for (const char c : campaign.substr(0, kMaxCampaign)) out += is_letter_or_digit(c) ? c : '-';
  if (out.empty()) out = "letters";
  return out + (test ? "-test-" : "-") + day_digits(opened);
}

std::string batch_name(const std::string& stem, unsigned sequence) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "-%03u", sequence);
  return stem + digits.data();
}

std::optional<unsigned> sequence_in(std::string_view name, std::string_view stem) {
  if (!name.starts_with(stem) || name.size() < stem.size() + 2 || name[stem.size()] != '-')
    return std::nullopt;
  name.remove_prefix(stem.size() + 1);
  unsigned sequence = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), sequence);
  if (error != std::errc{}) return std::nullopt;
  name.remove_prefix(static_cast<std::size_t>(end - name.data()));
  if (!name.empty()) return std::nullopt;
  return sequence;
}

}  // namespace triand::channels::letter

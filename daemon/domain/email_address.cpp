#include "daemon/domain/email_address.hpp"

#include <algorithm>

#include "daemon/domain/blank.hpp"

namespace triand::domain {
namespace {

constexpr std::size_t kLongestAddress = 254;  // RFC 5321, 4.5.3.1.3, without the angle brackets
constexpr std::size_t kLongestLocal = 64;     // RFC 5321, 4.5.3.1.1
constexpr std::size_t kLongestLabel = 63;     // RFC 1035, 2.3.4

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// RFC 5322, 3.2.3.
bool is_atom_text(char c) {
  return is_letter(c) || is_digit(c) || (c != '\0' && std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) < 19);
}

bool is_local_part(std::string_view text) {
  if (text.empty() || text.size() > kLongestLocal || text.front() == '.' || text.back() == '.') return false;
  if (text.find("..") != std::string_view::npos) return false;
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '.' || is_atom_text(c); });
}

bool is_label(std::string_view text) {
  if (text.empty() || text.size() > kLongestLabel || text.front() == '-' || text.back() == '-') return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c == '-' || is_letter(c) || is_digit(c); });
}

bool is_domain(std::string_view text) {
  std::size_t labels = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view label = text.substr(0, dot);
    if (!is_label(label)) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels >= 2 && label.size() >= 2 && is_letter(label.front());
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

EmailReading read_email_address(std::string_view cell) {
  EmailReading reading;
  const std::string_view text = trim(cell);
  if (text.empty()) return reading;
  reading.fault = Reason::bad_email;
  if (text.size() > 2 * kLongestAddress) return reading;
  std::string address;
  address.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (const std::size_t unseen = zero_width_at(text, i)) {
      reading.cleaned = true;
      i += unseen;
    } else {
      address += text[i++];
    }
  }
  const std::size_t at = address.find('@');
  if (address.size() > kLongestAddress || at == std::string::npos) return reading;
  const std::string_view whole = address;
  if (!is_local_part(whole.substr(0, at)) || !is_domain(whole.substr(at + 1))) return reading;
  std::transform(address.begin() + static_cast<std::ptrdiff_t>(at), address.end(),
                 address.begin() + static_cast<std::ptrdiff_t>(at),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  reading.address = std::move(address);
  reading.fault = Reason::none;
  return reading;
}

std::string fold_email(std::string_view address) {
  std::string out(address);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

}  // namespace triand::domain

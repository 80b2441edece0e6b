#include "daemon/domain/mask.hpp"

#include <algorithm>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/telephone.hpp"

namespace triand::domain {
namespace {

constexpr std::string_view kHidden = "***";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view first_character(std::string_view text) {
  std::size_t length = std::min<std::size_t>(1, text.size());
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) ++length;
  return text.substr(0, length);
}

std::string first_only(std::string_view text) {
  return text.empty() ? std::string() : std::string(first_character(text)) + std::string(kHidden);
}

}  // namespace

std::string mask_telephone(std::string_view telephone) {
  if (telephone.empty()) return {};
  const std::string number = national_form(telephone);
  if (number.size() >= 10 && std::all_of(number.begin(), number.end(), is_digit))
    return number.substr(0, 4) + " *** " + number.substr(number.size() - 3);
  const auto digits = static_cast<std::size_t>(std::count_if(number.begin(), number.end(), is_digit));
  if (digits < 6 || !is_digit(number.back()) || !is_digit(number[number.size() - 2]))
    return std::string(kHidden);
  return std::string(kHidden) + number.substr(number.size() - 2);
}

std::string mask_email(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos || at == 0) return first_only(address);
  return first_only(address.substr(0, at)) + std::string(address.substr(at));
}

std::string mask_name(std::string_view name) {
  std::string initials;
  bool inside = false;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t blank = blank_at(name, i);
    if (blank != 0) {
      inside = false;
      i += blank;
      continue;
    }
    const std::string_view character = first_character(name.substr(i));
    if (!inside) {
      if (!initials.empty()) initials += ' ';
      initials.append(character).append(".");
    }
    inside = true;
    i += character.size();
  }
  return initials;
}

std::string mask_address(std::string_view address) {
  if (address.find('@') != std::string_view::npos) return mask_email(address);
  const bool letters = std::any_of(address.begin(), address.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
  return letters ? first_only(address) : mask_telephone(address);
}

}  // namespace triand::domain

#include "daemon/domain/account.hpp"

#include <algorithm>

namespace triand::domain {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

std::string account_name_fault(std::string_view name) {
  if (name.empty()) return "an account needs a name";
  if (name.size() > kLongestAccountName)
    return "the name is longer than " + std::to_string(kLongestAccountName) + " characters";
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-' || c == '@';
  });
  if (!plain) return "a name has letters, digits and . _ - @ only";
  if (!is_letter_or_digit(name.front()) && name.front() != '_')
    return "a name begins with a letter, a digit or _";
  return {};
}

std::string password_fault(std::string_view name, std::string_view password) {
  if (std::any_of(password.begin(), password.end(), is_control))
    return "the password holds a control character";
  if (characters_in(password) < kShortestPassword)
    return "the password is shorter than " + std::to_string(kShortestPassword) + " characters";
  if (password.size() > kLongestPassword)
    return "the password is longer than " + std::to_string(kLongestPassword) + " bytes";
  if (!name.empty() && lower_case(password).find(lower_case(name)) != std::string::npos)
    return "the password holds the account's name";
  if (std::all_of(password.begin(), password.end(), [&](char c) { return c == password.front(); }))
    return "the password is one character, repeated";
  return {};
}

}  // namespace triand::domain

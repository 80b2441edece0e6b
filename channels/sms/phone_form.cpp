#include "channels/sms/phone_form.hpp"

#include <algorithm>
#include <cstdint>

namespace triand::channels {

std::optional<std::string> phone_in_form(std::string_view e164, PhoneForm form) {
  constexpr std::string_view kVietnam = "+84";
  if (!e164.starts_with(kVietnam)) return std::nullopt;
  const std::string_view rest = e164.substr(kVietnam.size());
  if (rest.empty() || !std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  switch (form) {
    case PhoneForm::national:
      return "0" + std::string(rest);
    case PhoneForm::international:
      return "84" + std::string(rest);
    case PhoneForm::international_plus:
      break;
  }
  return std::string(e164);
}

std::string_view national_digits(std::string_view phone) {
  constexpr std::size_t kNational = 9;
  if (phone.starts_with('+')) phone.remove_prefix(1);
  if (phone.starts_with("84") && phone.size() > kNational) phone.remove_prefix(2);
  if (phone.starts_with('0')) phone.remove_prefix(1);
  return phone;
}

std::string phone_tag(std::string_view phone) {
  constexpr char kHex[] = "0123456789abcdef";
  std::uint64_t value = 0xCBF29CE484222325U;
  for (const char c : national_digits(phone))
    value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  value ^= value >> 29U;
  std::string out;
  for (unsigned shift = 0; shift < 40; shift += 4) out += kHex[value >> shift & 15U];
  return out;
}

}  // namespace triand::channels

#include "channels/sms/phone_form.hpp"

#include <algorithm>

#include "channels/sms/encoding.hpp"

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

std::string phone_tag(std::string_view key, std::string_view phone) {
  constexpr std::size_t kBytes = 6;
  constexpr char kHex[] = "0123456789abcdef";
  const std::string digest = hmac_sha256_of(key, national_digits(phone));
  std::string out;
  for (const char c : digest.substr(0, kBytes)) {
    const auto byte = static_cast<unsigned char>(c);
    out += kHex[byte >> 4U];
    out += kHex[byte & 15U];
  }
  return out;
}

}  // namespace triand::channels

#include "channels/sms/phone_form.hpp"

#include <algorithm>

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

}  // namespace triand::channels

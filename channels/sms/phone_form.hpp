#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::channels {

// How a gateway wants telephone numbers written.
enum class PhoneForm {
  national,            // 0912345678
  international,       // 84912345678
  international_plus,  // +84912345678
};

// A number in E.164 with '+' in that form; nullopt when it is none of Vietnam's.
[[nodiscard]] std::optional<std::string> phone_in_form(std::string_view e164, PhoneForm form);

// Twelve characters that stand for a number of Vietnam in any of these forms where the number itself must not be read: in
// ids that everybody may see. There are so few numbers that without the key they could all be tried.
[[nodiscard]] std::string phone_tag(std::string_view key, std::string_view phone);

// The digits behind the country code or the trunk zero, whichever form it is in.
[[nodiscard]] std::string_view national_digits(std::string_view phone);

}  // namespace triand::channels

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

}  // namespace triand::channels

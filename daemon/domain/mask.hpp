#pragma once

#include <string>
#include <string_view>

namespace triand::domain {

// Personal data for display to those who may not see it whole (support-desk.md, section 4). All of them take UTF-8
// and give "" for "".

// "+84905123456" to "0905 *** 456"; what is too short or no telephone shows at most its last two digits.
[[nodiscard]] std::string mask_telephone(std::string_view telephone);
// "huong@example.vn" to "h***@example.vn"; without an @ only the first letter stays.
[[nodiscard]] std::string mask_email(std::string_view address);
// The initials: "Nguyễn Văn An" to "N. V. A."
[[nodiscard]] std::string mask_name(std::string_view name);
// Whatever a delivery's address is: an email when it has an @, a telephone when it has no letters, else (a postal
// address) the first letter.
[[nodiscard]] std::string mask_address(std::string_view address);

}  // namespace triand::domain

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::templates {

// Amounts as lists write them, shown the Vietnamese way: '.' between thousands, ',' before decimals. Digits are
// kept as text, so no amount is too large. nullopt: not an amount.
//
// Read: an optional sign, digits, or groups of three parted by one of '.', ',' or space, optionally decimals behind
// the other mark; a currency word (đ, ₫, d, VND, VNĐ, đồng) at the end. "1.234" and "1,234" are groups, as
// Vietnamese lists mean them; "1.5" and "1234.567" can only be decimals.

// "1234567.5" to "1.234.567,5".
[[nodiscard]] std::optional<std::string> format_number(std::string_view value);
// "1234567.5" to "1.234.568 đ": whole đồng, half rounded away from zero.
[[nodiscard]] std::optional<std::string> format_money(std::string_view value);

}  // namespace triand::templates

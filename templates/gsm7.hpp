#pragma once

#include <cstdint>
#include <optional>

namespace triand::templates {

// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1 and 6.2.1.1).

// The septet of a character of the basic table. ESC (0x1B) is none.
[[nodiscard]] std::optional<std::uint8_t> gsm7_basic(char32_t code_point);

// The septet that follows ESC for a character of the extension table.
[[nodiscard]] std::optional<std::uint8_t> gsm7_extension(char32_t code_point);

// 1 or 2; 0 for a character that GSM-7 does not have.
[[nodiscard]] int gsm7_septets(char32_t code_point);

}  // namespace triand::templates

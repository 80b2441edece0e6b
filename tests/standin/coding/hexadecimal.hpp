#pragma once

#include <string>
#include <string_view>

namespace triand::standin {

// The value of one hexadecimal digit in either letter case, or -1.
[[nodiscard]] int hex_digit(char digit);

// Two lower-case digits a byte.
[[nodiscard]] std::string to_hex(std::string_view bytes);

}  // namespace triand::standin

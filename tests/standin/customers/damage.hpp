#pragma once

#include <cstdint>
#include <string>

namespace triand::standin {

// Damages a telephone number (digits only) the way spreadsheets and time do; `kind` picks one: a lost zero, the
// eleven digits of before 2018, blanks, dots, Excel's ".0", a leading apostrophe, +84, scientific notation with all
// digits, and scientific notation that lost them.
[[nodiscard]] std::string damage_telephone(const std::string& number, std::uint64_t kind);

}  // namespace triand::standin

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace triand::intake {

// A number of a workbook as a person typed it: digits as they are, no exponent up to 15 digits, and no more than the 15
// digits that a spreadsheet keeps. `zeros`: that many digits at least (a format such as 0000000000). What is no number
// comes back as it is.
[[nodiscard]] std::string number_text(std::string_view value, std::size_t zeros = 0);

// A day that a workbook keeps as a number: "1980-01-01", with its time "1980-01-01 07:30:00", or a time alone
// "07:30:00". What is no day comes back as number_text().
[[nodiscard]] std::string date_text(std::string_view serial, bool since_1904);

}  // namespace triand::intake

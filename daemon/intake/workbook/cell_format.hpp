#pragma once

#include <cstddef>
#include <string_view>

namespace triand::intake {

// What matters of the format that a workbook shows a number in.
struct CellFormat {
  bool is_date = false;
  std::size_t zeros = 0;  // "0000000000": so many digits at least
};

// Of a format with a number of Excel's own and no code.
[[nodiscard]] CellFormat builtin_format(int number);
// Of a code: "dd/mm/yyyy", "0000000000", "#,##0 \"đ\"".
[[nodiscard]] CellFormat read_format(std::string_view code);

}  // namespace triand::intake

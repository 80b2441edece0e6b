#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/intake/workbook/sheet_row.hpp"

namespace triand::intake {

// Cells that reach over several rows: a spreadsheet keeps their text in the first row alone, and the others mean it
// too. What reaches over columns is left as it is: a text under a second heading would be one that nobody wrote.
class MergedCells {
 public:
  // From the row that is filled next, down to `last_line`.
  void reach(std::size_t column, std::uint64_t last_line, std::string_view text);
  // Gives the row the texts that reach into it, if it has any text of its own.
  void fill(SheetRow& row) const;

 private:
  struct Reaching {
    std::uint64_t last_line = 0;
    std::string text;
  };
  std::vector<Reaching> columns_;
};

}  // namespace triand::intake

#include "daemon/intake/workbook/merged_cells.hpp"

namespace triand::intake {

void MergedCells::reach(std::size_t column, std::uint64_t last_line, std::string_view text) {
  if (columns_.size() <= column) columns_.resize(column + 1);
  columns_[column] = {last_line, std::string(text)};
}

void MergedCells::fill(SheetRow& row) const {
  if (row.is_blank()) return;
  for (std::size_t column = 0; column < columns_.size(); ++column)
    if (columns_[column].last_line >= row.line()) row.fill(column, columns_[column].text);
}

}  // namespace triand::intake

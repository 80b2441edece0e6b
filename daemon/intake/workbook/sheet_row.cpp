#include "daemon/intake/workbook/sheet_row.hpp"

namespace triand::intake {

using domain::Reason;

void SheetRow::begin(std::uint64_t line) {
  line_ = line;
  fault_ = Reason::none;
  text_.clear();
  cells_.clear();
}

void SheetRow::put(std::size_t column, std::string_view text) {
  if (text.empty()) return;
  if (column >= limits_.columns) {
    fault_ = Reason::too_many_cells;
    return;
  }
  if (text.size() > limits_.cell) {
    fault_ = Reason::cell_too_long;
    text = text.substr(0, limits_.cell);
  }
  if (text_.size() + text.size() > limits_.record) {
    fault_ = Reason::row_too_long;
    return;
  }
  if (cells_.size() <= column) cells_.resize(column + 1);
  const std::size_t begin = text_.size();
  text_ += text;
  cells_[column] = {begin, text_.size()};
}

void SheetRow::fill(std::size_t column, std::string_view text) {
  if (cell(column).empty()) put(column, text);
}

std::string_view SheetRow::cell(std::size_t column) const {
  if (column >= cells_.size()) return {};
  return std::string_view(text_).substr(cells_[column].begin, cells_[column].end - cells_[column].begin);
}

CsvRow SheetRow::row() {
  views_.clear();
  for (std::size_t column = 0; column < cells_.size(); ++column) views_.push_back(cell(column));
  return {line_, fault_, text_, views_};
}

}  // namespace triand::intake

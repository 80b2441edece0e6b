#include "daemon/ctl/table.hpp"

#include <algorithm>
#include <ostream>

#include "daemon/ctl/text.hpp"

namespace triand::ctl {

Table::Table(std::vector<Column> columns, std::string indent)
    : columns_(std::move(columns)), indent_(std::move(indent)) {}

void Table::add(std::vector<std::string> row) {
  for (std::string& cell : row) cell = harmless(cell);
  row.resize(columns_.size());
  rows_.push_back(std::move(row));
}

void Table::print(std::ostream& out) const {
  std::vector<std::string> titles;
  std::vector<std::size_t> widths;
  bool titled = false;
  for (std::size_t at = 0; at < columns_.size(); ++at) {
    titles.push_back(columns_[at].title);
    titled = titled || !columns_[at].title.empty();
    widths.push_back(width_of(titles.back()));
    for (const auto& row : rows_) widths[at] = std::max(widths[at], width_of(row[at]));
  }
  const auto print_row = [&](const std::vector<std::string>& row) {
    std::string line = indent_;
    for (std::size_t at = 0; at < row.size(); ++at) {
      const std::string gap(widths[at] - width_of(row[at]), ' ');
      line += columns_[at].side == Side::right ? gap + row[at] : row[at] + gap;
      if (at + 1 < row.size()) line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << '\n';
  };
  if (titled) print_row(titles);
  for (const auto& row : rows_) print_row(row);
}

}  // namespace triand::ctl

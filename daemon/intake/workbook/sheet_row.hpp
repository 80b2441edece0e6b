#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/intake/csv_parser.hpp"
#include "daemon/intake/csv_row.hpp"

namespace triand::intake {

// One row of a sheet while its cells come. Cells that are not there are empty ones; empty ones at the end are left out.
// Kept and filled again for the next row.
class SheetRow {
 public:
  explicit SheetRow(const CsvLimits& limits) : limits_(limits) {}

  // `line` is the number that the spreadsheet shows.
  void begin(std::uint64_t line);
  // The same row once more, further down.
  void move_to(std::uint64_t line) { line_ = line; }
  // Columns count from 0 and only go up.
  void put(std::size_t column, std::string_view text);
  // Gives an empty cell a text.
  void fill(std::size_t column, std::string_view text);
  [[nodiscard]] bool is_blank() const { return cells_.empty() && fault_ == domain::Reason::none; }
  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] std::string_view cell(std::size_t column) const;
  // Valid until the row is changed.
  [[nodiscard]] CsvRow row();

 private:
  struct Cell {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  CsvLimits limits_;
  std::uint64_t line_ = 0;
  domain::Reason fault_ = domain::Reason::none;
  std::string text_;
  std::vector<Cell> cells_;
  std::vector<std::string_view> views_;
};

}  // namespace triand::intake

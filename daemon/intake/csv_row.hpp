#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "daemon/domain/reason.hpp"

namespace triand::intake {

// One record of a CSV file. Views are valid until the parser is fed again.
struct CsvRow {
  std::uint64_t line = 0;  // where the record starts
  // none, nul_byte, unclosed_quote, row_too_long, cell_too_long or too_many_cells (more than the parser's cap). A
  // record with one of the last four ends with its first line, and `cells` holds what could be read of that line.
  domain::Reason fault = domain::Reason::none;
  std::string_view raw;  // as it came, without the line end; cut when too long
  std::span<const std::string_view> cells;
};

}  // namespace triand::intake

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "daemon/intake/byte_source.hpp"
#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/list_reading.hpp"
#include "daemon/intake/workbook/workbook_limits.hpp"

namespace triand::intake {

// Whether the first bytes are those of a zip: a workbook, or an archive of something else.
[[nodiscard]] bool is_zip(std::string_view first_bytes);

// Reads a sheet of an .xlsx (.xlsm) or .ods as records whose lines are the rows' numbers in the spreadsheet; cells are
// UTF-8, numbers and days as a person would type them. `first_bytes` have been read from the source already; `more` as
// read_list() takes it. Memory does not grow with the sheet. The whole sheet is read once before the first record is
// handed out, so that a damaged one is refused as a whole.
[[nodiscard]] std::optional<ListProblem> read_workbook(ByteSource& source, std::string_view first_bytes,
                                                       const ListReading& reading, ListFacts& facts,
                                                       const std::function<void(const CsvRow&)>& on_row,
                                                       const std::function<bool(std::uint64_t)>& more,
                                                       const WorkbookLimits& limits = {});

}  // namespace triand::intake

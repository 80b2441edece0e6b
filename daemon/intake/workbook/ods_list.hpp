#pragma once

#include <functional>
#include <optional>

#include "daemon/intake/csv_row.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/list_reading.hpp"
#include "daemon/intake/workbook/workbook_progress.hpp"
#include "daemon/intake/workbook/zip_package.hpp"

namespace triand::intake {

// Reads one sheet of an .ods as rows, in constant memory. A problem is told before the first row.
[[nodiscard]] std::optional<ListProblem> read_ods(const ZipPackage& package, const ListReading& reading,
                                                  ListFacts& facts,
                                                  const std::function<void(const CsvRow&)>& on_row,
                                                  const WorkbookProgress& progress,
                                                  const WorkbookLimits& limits);

}  // namespace triand::intake

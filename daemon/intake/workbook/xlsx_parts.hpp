#pragma once

#include <string>
#include <variant>
#include <vector>

#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/workbook/cell_format.hpp"
#include "daemon/intake/workbook/sheet_listing.hpp"
#include "daemon/intake/workbook/zip_package.hpp"

namespace triand::intake {

// What an .xlsx says about itself before a sheet is read.
struct XlsxParts {
  std::vector<SheetListing> sheets;  // those with cells, in their order
  bool since_1904 = false;           // what day the numbers of days count from
  std::vector<CellFormat> formats;   // by a cell's style
  std::string strings_part;          // the file inside with shared texts; empty: there is none
};

// Reads the workbook, its relations and its styles.
[[nodiscard]] std::variant<XlsxParts, ListProblem> read_xlsx_parts(const ZipPackage& package,
                                                                   const WorkbookLimits& limits);

}  // namespace triand::intake

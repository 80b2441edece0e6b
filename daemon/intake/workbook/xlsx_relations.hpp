#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/workbook/zip_package.hpp"

namespace triand::intake {

// One part of an .xlsx as another names it.
struct XlsxRelation {
  std::string id;
  std::string type;    // the last word of its type's address: "worksheet", "sharedStrings"
  std::string target;  // the file inside
};

// The relations of a part ("" is the package as a whole); none when it has no such file.
[[nodiscard]] std::variant<std::vector<XlsxRelation>, ListProblem> read_xlsx_relations(
    const ZipPackage& package, const std::string& part, const WorkbookLimits& limits);

}  // namespace triand::intake

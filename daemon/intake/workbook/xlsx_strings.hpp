#pragma once

#include <functional>
#include <optional>
#include <string>

#include "daemon/intake/font_letters.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/workbook/shared_strings.hpp"
#include "daemon/intake/workbook/zip_package.hpp"

namespace triand::intake {

// Reads the shared texts of an .xlsx from the file inside that holds them, and some of them into `letters`.
[[nodiscard]] std::optional<ListProblem> read_xlsx_strings(const ZipPackage& package, const std::string& part,
                                                           SharedStrings& strings, FontLetters& letters,
                                                           const WorkbookLimits& limits,
                                                           const std::function<bool(std::uint64_t)>& more);

}  // namespace triand::intake

#pragma once

#include <string>

#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// A workbook that no spreadsheet program wrote in this form.
[[nodiscard]] inline ListProblem damaged(const std::string& what, int line = 0) {
  return {"damaged_workbook", line, "the workbook is damaged: " + what,
          "open it in the spreadsheet program and save it anew, or save the sheet as CSV UTF-8"};
}

// A workbook past one of the limits.
[[nodiscard]] inline ListProblem too_large(const std::string& what, int line = 0) {
  return {"workbook_too_large", line, "the workbook is too large: " + what,
          "save the sheet as CSV UTF-8, which may have any size, or part the list"};
}

}  // namespace triand::intake

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/list_reading.hpp"

namespace triand::intake {

// A sheet of a workbook, before it is read.
struct SheetListing {
  std::string name;
  bool hidden = false;
  std::string part;  // of an .xlsx: the file inside
};

// Which sheet is meant: the one of that name or number, or the first that can be seen. Says into `facts` which others
// were left out.
[[nodiscard]] std::variant<std::size_t, ListProblem> choose_sheet(const std::vector<SheetListing>& sheets,
                                                                  const std::string& asked, ListFacts& facts);

}  // namespace triand::intake

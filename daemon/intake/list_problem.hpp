#pragma once

#include <string>
#include <vector>

namespace triand::intake {

// Why a list as a whole cannot be loaded. Not one of its rows has been given to the sink then.
struct ListProblem {
  std::string word;     // short and stable: "not_csv", "no_customer_code_column"
  int line = 0;         // the header is 1; 0: the file as a whole
  std::string message;  // what is wrong
  std::string remedy;   // what would be right

  bool operator==(const ListProblem&) const = default;
};

using ListProblems = std::vector<ListProblem>;

}  // namespace triand::intake

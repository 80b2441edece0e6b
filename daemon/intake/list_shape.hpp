#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// How a CSV file is written, judged by its beginning.
struct ListShape {
  char delimiter = ',';  // , ; tab or |
  std::size_t skip = 0;  // bytes of a `sep=` line before the header; spreadsheets do not count it as a row
};

// `text` is UTF-8 and should hold the header line. Of the delimiters the one wins that makes the most known columns,
// then the most cells.
[[nodiscard]] ListShape shape_of(std::string_view text);

// Why the list cannot be UTF-8 as a whole: its header is not, or of the rows in this sample a quarter and three at
// least are not, and more than those with well-formed letters beyond ASCII. Single bad rows are no such reason.
// `whole` tells that the list ends with the sample.
[[nodiscard]] std::optional<ListProblem> wrong_encoding(std::string_view text, bool whole);

}  // namespace triand::intake

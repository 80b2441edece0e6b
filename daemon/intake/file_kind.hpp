#pragma once

#include <optional>
#include <string_view>

#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// Recognises by its first bytes what is neither a text table nor a zip: old workbooks, archives, web pages, pictures.
// Nullopt when the bytes may be CSV or a workbook. Wants the first 4 KB, or all when there are less.
// `file`: the regular file that they come from, to look further into an old workbook; -1 where there is none.
[[nodiscard]] std::optional<ListProblem> foreign_kind(std::string_view first_bytes, int file = -1);

}  // namespace triand::intake

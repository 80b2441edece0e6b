#pragma once

#include <string>
#include <string_view>

#include "daemon/intake/byte_source.hpp"

namespace triand::intake {

// Whole lines from all over a list: its beginning, and where the source is a file, pieces from the rest of it too. Lists
// are often sorted, and their first pages may hold no letter beyond ASCII. About 300 KB. `whole`: the list ends with
// `first_bytes`. Bytes whose encoding has one byte to a line end (not UTF-16).
[[nodiscard]] std::string sample_lines(const ByteSource& source, std::string_view first_bytes, bool whole);

}  // namespace triand::intake

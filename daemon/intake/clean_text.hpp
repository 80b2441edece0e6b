#pragma once

#include <string>
#include <string_view>

namespace triand::intake {

// Cells of valid UTF-8 as they are kept. `out` is replaced; its memory is used again.

// A name: composed (NFC), white space of every kind collapsed to single spaces, none at the ends, characters
// without width gone, letter case left alone, a guard against formulas removed.
void clean_line(std::string_view cell, std::string& out);
// An address or a column of the operator's own: composed, trimmed, line ends as \n, other control characters as
// spaces, a guard against formulas removed; inside everything else as it came.
void clean_block(std::string_view cell, std::string& out);
// Takes off the apostrophe that exports put before = + - @ tab and CR (customer-files.md, section 7).
[[nodiscard]] std::string_view without_formula_guard(std::string_view cell);

}  // namespace triand::intake

#pragma once

#include <string_view>

namespace triand::intake {

// How much a text looks like Vietnamese, from 1 down to about -1. Half of it are the letters beyond ASCII
// (customer-files.md, section 2): +1 for a Vietnamese one, -2 for a strange one, -0.5 for a capital inside a word. The
// other half is the share of the words with such letters that are syllables: by letters alone Windows-1258 read as
// VISCII ("Hoò Maỡ") is as good as what it is. `text` is composed UTF-8. 0 when there are no such letters.
[[nodiscard]] double vietnamese_score(std::string_view text);

}  // namespace triand::intake

#pragma once

#include <string_view>

namespace triand::templates {

// The text without white space (space, tab, line ends, no-break space) at its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

[[nodiscard]] inline bool is_blank(std::string_view text) { return trimmed(text).empty(); }

}  // namespace triand::templates

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace triand::templates {

// The lines of a text without blank ones and without spaces at their ends; any kind of line end.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

// The same lines as one, parted by `joint`.
[[nodiscard]] std::string joined(const std::vector<std::string>& lines, std::string_view joint);

}  // namespace triand::templates

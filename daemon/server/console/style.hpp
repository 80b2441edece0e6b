#pragma once

#include <string>
#include <string_view>

#include "daemon/server/response.hpp"

namespace triand::server {

// templates/console/console.css, which the program brings along.
extern const std::string_view kConsoleStyle;

// Where the console's pages find their style and icon. Both addresses hold a hash of what is there, so that browsers
// may keep it for good.
[[nodiscard]] const std::string& console_style_path();
[[nodiscard]] const std::string& console_icon_path();
[[nodiscard]] Response console_style();
[[nodiscard]] Response console_icon();

}  // namespace triand::server

#pragma once

#include <string>
#include <string_view>

#include "daemon/server/response.hpp"

namespace triand::server {

// templates/console/console.css, which the program brings along.
extern const std::string_view kConsoleStyle;
// templates/console/refresh.js, likewise: keeps a part of a page up to date.
extern const std::string_view kConsoleRefresh;

// Where the console's pages find their style, icon and script. The addresses hold a hash of what is there, so that
// browsers may keep it for good.
[[nodiscard]] const std::string& console_style_path();
[[nodiscard]] const std::string& console_icon_path();
[[nodiscard]] const std::string& console_refresh_path();
[[nodiscard]] Response console_style();
[[nodiscard]] Response console_icon();
[[nodiscard]] Response console_refresh();

}  // namespace triand::server

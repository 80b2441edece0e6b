#pragma once

#include <string>
#include <string_view>

#include "daemon/server/response.hpp"

namespace triand::server {

// templates/console/console.css, which the program brings along.
extern const std::string_view kConsoleStyle;
// templates/console/*.js, likewise: keeps a part of a page up to date; shows how far a file has come; shows what a text
// comes to while it is typed.
extern const std::string_view kConsoleRefresh;
extern const std::string_view kConsoleUpload;
extern const std::string_view kConsolePreview;

// Where the console's pages find their style, icon and scripts. The addresses hold a hash of what is there, so that
// browsers may keep it for good.
[[nodiscard]] const std::string& console_style_path();
[[nodiscard]] const std::string& console_icon_path();
[[nodiscard]] const std::string& console_refresh_path();
[[nodiscard]] const std::string& console_upload_path();
[[nodiscard]] const std::string& console_preview_path();
[[nodiscard]] Response console_style();
[[nodiscard]] Response console_icon();
// A script, by its text.
[[nodiscard]] Response console_script(std::string_view text);

}  // namespace triand::server

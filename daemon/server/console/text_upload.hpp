#pragma once

#include <string>

#include "daemon/server/console/page_desk.hpp"

namespace triand::server {

// Gives the API a text that stood in a form where it takes a file. Throws std::system_error when it cannot be spooled.
[[nodiscard]] ApiAnswer upload_text(const PageDesk& desk, const Caller& caller, const std::string& address,
                                    const std::string& text);

}  // namespace triand::server

#pragma once

#include <chrono>
#include <string>

#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// What stands above the page.
enum class PasswordNote {
  none,
  done,
  wrong,    // the present one
  unfit,    // the new one
  same,     // as the present one
  changed,  // somebody has changed the account meanwhile
  wait,     // too many failures
  busy,
  unrecorded,  // the database cannot be written
};

// Where everybody changes his own password. `fault`: what is wrong with what was typed, if no note says it.
[[nodiscard]] Response password_page(const PageFrame& frame, PasswordNote note,
                                     std::chrono::seconds wait = std::chrono::seconds(0),
                                     const std::string& fault = {});

}  // namespace triand::server

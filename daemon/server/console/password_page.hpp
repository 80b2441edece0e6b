#pragma once

#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/console/page_notice.hpp"

namespace triand::server {

// What became of it, besides what a try costs that has to wait.
enum class PasswordNote {
  done,
  wrong,    // the present one
  unfit,    // the new one
  same,     // as the present one
  changed,  // somebody has changed the account meanwhile
  busy,
  unrecorded,  // the database cannot be written
};

[[nodiscard]] PageNotice notice_of(PasswordNote note);

// Where everybody changes his own password.
[[nodiscard]] Response password_page(const PageFrame& frame, const PageNotice& notice);

}  // namespace triand::server

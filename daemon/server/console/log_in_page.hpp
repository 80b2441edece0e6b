#pragma once

#include <chrono>
#include <string>

#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// What is said above the form.
enum class LogInNote {
  none,
  refused,  // which of name and password is wrong is not said
  wait,     // too many failures
  busy,
  unrecorded,  // the audit cannot be written
  lost_form,   // the form was not ours, or its cookie did not come back
};

// `form_token` is that of the cookie that goes along. `wait` is what is left of it.
[[nodiscard]] Response log_in_page(const PageFrame& frame, const std::string& form_token, LogInNote note,
                                   std::chrono::seconds wait = std::chrono::seconds(0));

// The same where a reverse proxy has logged somebody in: one button, no password. Nothing happens before it is pressed,
// so that whoever has logged out stays logged out, and no other site's link logs anybody in. An empty name: the proxy
// names nobody who could be one. `refused` is told as what it is.
[[nodiscard]] Response sign_on_page(const PageFrame& frame, const std::string& form_token,
                                    const std::string& name, LogInNote note,
                                    std::chrono::seconds wait = std::chrono::seconds(0));

}  // namespace triand::server

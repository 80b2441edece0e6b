#pragma once

#include <functional>
#include <string>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/response.hpp"
#include "daemon/server/role.hpp"

namespace triand::server {

// What stands around the content of each page of the console.
struct PageFrame {
  Language language = Language::vietnamese;
  std::string here;     // an address that GET answers: the other language is asked for there
  std::string account;  // empty: nobody has logged in
  Role role = Role::viewer;
  bool limited = false;    // to units
  std::string form_token;  // of the session
};

// A whole page: no script but the program's own files, nothing from elsewhere, kept by nobody. `title` names no customer.
[[nodiscard]] Response console_page(const PageFrame& frame, Phrase title,
                                    const std::function<void(Html&)>& content, unsigned status = 200);

// A page of one sentence and a way on: to look somebody up, or to log in.
[[nodiscard]] Response notice_page(const PageFrame& frame, Phrase title, std::string_view sentence,
                                   unsigned status);

// 303: the browser goes on with GET.
[[nodiscard]] Response see_other(const std::string& address);

// What templates/console/refresh.js puts into a page that is open: 304 and nothing while `request` names what it has.
[[nodiscard]] Response page_part(const Request& request, const std::function<void(Html&)>& content);

// 401: nobody has logged in, or not any more. For a script, which would follow a redirect without a word.
[[nodiscard]] Response part_refused();

// A form that posts to `action`, with the token that is_our_form() asks for; whoever opens it closes it.
void open_form(Html& html, std::string_view action, std::string_view token);

// The box for whatever a customer is known by.
void look_up_form(Html& html, const PageFrame& frame, std::string_view query, bool focus);

}  // namespace triand::server

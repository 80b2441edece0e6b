#pragma once

#include <functional>
#include <string>

#include "daemon/server/caller.hpp"
#include "daemon/server/console/form.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// Somebody who has logged in asks for a page.
struct Visit {
  PageFrame frame;
  Caller caller;
  std::string session_id;
  Form form{""};  // what a POST brought, when it was urlencoded
};

// Answers on a worker thread. What it throws becomes a page that says so.
using Page = std::function<Response(Request&, Visit&)>;

}  // namespace triand::server

#pragma once

#include <functional>
#include <string>

#include "daemon/schedule/moment.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/upload_page.hpp"
#include "daemon/server/console/visit.hpp"

namespace triand::server {

// Where a family of pages puts its pages, and what they ask; before the server starts.
struct PageDesk {
  // A page for whoever has logged in; a POST must come from a form of the session's.
  std::function<void(std::string method, std::string pattern, Page page)> add;
  // The same for what asks the API for something that may take long: on a slow worker, as there.
  std::function<void(std::string method, std::string pattern, Page page)> add_slow;
  // What a page that is open asks for again and again, by GET: it is no use of the session, and without a session it is
  // refused with 401. Answers with page_part().
  std::function<void(std::string pattern, Page page)> add_part;
  // A form with a file.
  std::function<void(UploadPage page)> add_upload;
  const ApiDoor& api;  // both outlive the pages
  const ApiWorld& world;
  std::function<schedule::SteadyTime()> steady;
};

}  // namespace triand::server

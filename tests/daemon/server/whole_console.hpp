#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "daemon/server/api/letter_routes.hpp"
#include "daemon/server/console/style.hpp"
#include "daemon/server/job_route.hpp"
#include "tests/daemon/server/console_fixture.hpp"

namespace triand::tests {

// The console with everything that its pages ask for, with an imitated press.
struct WholeConsole : ConsoleFixture {
  WholeConsole() {
    router.add(server::job_route(*jobs));
    server::LetterWorld press;
    press.letters_of = [](const std::string&) { return std::vector<std::string>(); };
    press.reprints = [] { return std::map<std::string, std::string>(); };
    server::add_letter_routes(router, *world, std::move(press));
    world->check_campaign = [](const std::string&, const std::string&) -> server::Answer {
      return boost::json::object{{"schema", "triand.check/v1"}, {"problems", boost::json::array()}};
    };
  }
};

// All but what everybody is given: the log-in, and what pages are made of.
inline bool is_page_of_console(const server::Route& route) {
  static const std::set<std::string> kForEverybody = {
      server::console_style_path(),  server::console_icon_path(),    server::console_refresh_path(),
      server::console_upload_path(), server::console_preview_path(), "/console/log-in"};
  return (route.pattern == "/" || route.pattern.starts_with("/console")) &&
         !kForEverybody.contains(route.pattern);
}

}  // namespace triand::tests

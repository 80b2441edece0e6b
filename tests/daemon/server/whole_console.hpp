#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "daemon/server/api/letter_routes.hpp"
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

}  // namespace triand::tests

#include <catch2/catch.hpp>

#include "daemon/server/api/letter_routes.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

// The API with a campaign, and with a press that notes what it is asked for.
struct HostileApi : ApiFixture {
  HostileApi() {
    server::LetterWorld press;
    press.letters_of = [this](const std::string& batch) {
      printed.push_back(batch);
      return std::vector<std::string>{};
    };
    press.reprints = [] { return std::map<std::string, std::string>{}; };
    press.reprint = [this](const std::string& batch, const std::vector<channels::Envelope>&,
                           const server::Progress&) {
      printed.push_back(batch);
      return channels::Reprint{};
    };
    server::add_letter_routes(router, *world, std::move(press));
    load_customers();
    plan();
    batches.push_back({.name = "b-1", .state = "released", .letters = 1, .created = now});
    world->rejects_file = [this](const std::string& id) -> std::optional<std::string> {
      rejects_of.push_back(id);
      return folder / ("rejects-" + id + ".csv");
    };
  }
  std::vector<std::string> printed;
  std::vector<std::string> rejects_of;
};

std::string with_parameter(std::string pattern, const std::string& value) {
  for (std::size_t open = pattern.find('{'); open != std::string::npos; open = pattern.find('{', open)) {
    pattern.replace(open, pattern.find('}', open) - open + 1, value);
    open += value.size();
  }
  return pattern;
}

bool is_single_line(const std::string& text) { return text.find_first_of("\r\n") == std::string::npos; }

// What people write into an address when they look for another file, another header or the shell.
const char* const kHostile[] = {"..",
                                "%2e%2e",
                                "..%2F..%2Fetc%2Fpasswd",
                                "%2Fetc%2Fpasswd",
                                "..%5C..%5Cpasswd",
                                "x%00.csv",
                                "x%0D%0ASet-Cookie:%20a=b",
                                "b-1%2F..%2Fb-1",
                                "%3Cscript%3E",
                                "'%20OR%201=1--",
                                "%25%73%25%6e",
                                "%FF%FE"};

}  // namespace

TEST_CASE("nothing that stands for a name in an address leads to a file, a header or somebody's data") {
  HostileApi api;
  // The controls: names that exist are found.
  REQUIRE(api.get("/api/v1/campaigns/tri-an-2026").exit() == 0);
  REQUIRE(api.get("/api/v1/imports/7/rejects").exit() == 0);
  REQUIRE(api.rejects_of == std::vector<std::string>{"7"});
  REQUIRE(api.get("/api/v1/customers/PA05010000001").exit() == 0);
  api.rejects_of.clear();
  std::size_t asked = 0;
  for (const auto& route : api.router.routes()) {
    if (route.pattern.find('{') == std::string::npos) continue;
    for (const char* hostile : kHostile) {
      const std::string target = with_parameter(route.pattern, hostile);
      INFO(route.method << " " << target);
      const Told told = route.upload ? api.upload(target, "x") : api.ask(route.method, target);
      CHECK(told.exit() != 0);
      CHECK(told.status >= 400);
      CHECK(told.status < 500);
      CHECK(told.response.file.empty());
      for (const auto& [name, value] : told.response.headers) {
        CHECK(is_single_line(name));
        CHECK(is_single_line(value));
      }
      ++asked;
    }
  }
  CHECK(asked >= 20 * std::size(kHostile));
  CHECK(api.rejects_of.empty());
  CHECK(api.printed.empty());
}

TEST_CASE("a list's name is the last part of what it was called, and its file is ours") {
  HostileApi api;
  const Told told = api.upload("/api/v1/imports?file=..%2F..%2Fetc%2Fpasswd", "customer_code\n");
  api.job_end(told.text("job"));
  CHECK(api.import_order.file == "passwd");
  CHECK(api.import_order.path.starts_with(api.folder.path()));
  CHECK(api.upload("/api/v1/imports?file=..%2F", "x").exit() == 2);
}

TEST_CASE("a body that is nested without measure is refused by every route that takes one") {
  HostileApi api;
  constexpr std::size_t kDeep = 30'000;  // as much as a body may hold
  const std::string deep = "{\"a\":" + std::string(kDeep, '[') + std::string(kDeep, ']') + "}";
  std::size_t asked = 0;
  for (const auto& route : api.router.routes()) {
    if (route.method != "POST" || route.upload) continue;
    const std::string target =
        route.pattern.find('{') == std::string::npos ? route.pattern : with_parameter(route.pattern, "sms");
    INFO(target);
    const Told told = api.ask("POST", target, deep);
    // A name that does not exist may be noticed first, and an order without details has no use for its body.
    if (told.status < 400) CHECK((target.ends_with("/backup") || target.ends_with("/duplicates")));
    CHECK(told.status < 500);
    ++asked;
  }
  CHECK(asked >= 20);
  // Where the name exists it is the body that is refused.
  const Told told = api.post("/api/v1/campaigns/tri-an-2026/pause", deep);
  CHECK(told.exit() == 2);
  CHECK(told.error().find("not a JSON object") != std::string::npos);
  CHECK(api.get("/api/v1/status").exit() == 0);
}

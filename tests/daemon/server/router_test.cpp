#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "daemon/server/router.hpp"

using namespace triand::server;

namespace {

Route route(std::string method, std::string pattern, Role least, Open open = Open::no) {
  Route made;
  made.method = std::move(method);
  made.pattern = std::move(pattern);
  made.least = least;
  made.open = open;
  made.handler = [](Request&) { return Response::text("done"); };
  return made;
}

Router table() {
  Router router;
  router.add(route("GET", "/api/v1/campaigns/{id}", Role::viewer));
  router.add(route("GET", "/api/v1/campaigns/newest", Role::viewer));
  router.add(route("POST", "/api/v1/campaigns/{id}/pause", Role::operator_));
  router.add(route("POST", "/api/v1/campaigns/{id}/approve", Role::approver));
  router.add(route("GET", "/livez", Role::viewer, Open::loopback));
  router.add(route("POST", "/webhooks/{channel}/{secret}", Role::viewer, Open::everywhere));
  return router;
}

struct Answer {
  unsigned status = 200;  // 200: let in
  std::string error;
  std::string pattern;
};

Answer ask(const Router& router, const std::string& method, const std::string& path, const Caller* caller,
           bool loopback = false) {
  const auto match = router.match(method, *target_from(path), caller, loopback);
  if (match.route != nullptr) return {200, "", match.route->pattern};
  const auto document = boost::json::parse(match.refusal.body).as_object();
  CHECK(document.at("schema").as_string() == "triand.error/v1");
  return {match.refusal.status, std::string(document.at("error").as_string()), ""};
}

}  // namespace

TEST_CASE("each role may do what it may and nothing more") {
  const Router router = table();
  const auto role = GENERATE(Role::viewer, Role::support, Role::operator_, Role::approver, Role::admin);
  const Caller caller{"somebody", role, true};
  CHECK(ask(router, "GET", "/api/v1/campaigns/x", &caller).status == 200);
  CHECK(ask(router, "POST", "/api/v1/campaigns/x/pause", &caller).status ==
        (role >= Role::operator_ ? 200U : 403U));
  CHECK(ask(router, "POST", "/api/v1/campaigns/x/approve", &caller).status ==
        (role >= Role::approver ? 200U : 403U));
}

TEST_CASE("a fixed word wins over a parameter, and parameters are decoded") {
  const Router router = table();
  const Caller caller{"somebody", Role::viewer, true};
  CHECK(ask(router, "GET", "/api/v1/campaigns/newest", &caller).pattern == "/api/v1/campaigns/newest");
  const auto match = router.match("GET", *target_from("/api/v1/campaigns/tri%20an"), &caller, false);
  CHECK(match.parameters.at("id") == "tri an");
}

TEST_CASE("unknown addresses and wrong methods are told apart") {
  const Router router = table();
  const Caller caller{"somebody", Role::admin, true};
  CHECK(ask(router, "GET", "/api/v1/nothing", &caller).status == 404);
  CHECK(ask(router, "GET", "/api/v1/campaigns/", &caller).status == 404);
  CHECK(ask(router, "GET", "/", &caller).status == 404);
  const auto match = router.match("DELETE", *target_from("/api/v1/campaigns/x"), &caller, false);
  CHECK(match.refusal.status == 405);
  CHECK(match.refusal.headers == std::vector<std::pair<std::string, std::string>>{{"Allow", "GET"}});
}

TEST_CASE("whoever has not logged in is told nothing but to log in") {
  const Router router = table();
  CHECK(ask(router, "GET", "/api/v1/campaigns/x", nullptr).status == 401);
  CHECK(ask(router, "DELETE", "/api/v1/campaigns/x", nullptr).status == 401);
  CHECK(ask(router, "GET", "/api/v1/nothing", nullptr).status == 401);
  CHECK(ask(router, "POST", "/webhooks/sms/secret", nullptr).status == 200);
  CHECK(ask(router, "GET", "/webhooks/sms/secret", nullptr).status == 405);
}

TEST_CASE("health needs no log-in from this machine only") {
  const Router router = table();
  CHECK(ask(router, "GET", "/livez", nullptr, true).status == 200);
  CHECK(ask(router, "GET", "/livez", nullptr, false).status == 401);
  CHECK(ask(router, "POST", "/livez", nullptr, true).status == 405);
  CHECK(ask(router, "POST", "/livez", nullptr, false).status == 401);
}

TEST_CASE("a route cannot be added twice or without a handler") {
  Router router = table();
  CHECK_THROWS_AS(router.add(route("GET", "/livez", Role::viewer)), std::logic_error);
  Route empty;
  empty.method = "GET";
  empty.pattern = "/empty";
  CHECK_THROWS_AS(router.add(empty), std::logic_error);
}

TEST_CASE("an error's exit code decides its status and survives the way") {
  const auto [exit, status] =
      GENERATE(table<int, unsigned>({{1, 500}, {2, 400}, {4, 403}, {5, 404}, {6, 409}, {7, 503}, {8, 422}}));
  const ApiError error{exit, "name", "message", "hint"};
  CHECK(error.status() == status);
  const ApiError back = api_error_from(error.to_json());
  CHECK(back.exit == exit);
  CHECK(back.error == "name");
  CHECK(back.message == "message");
  CHECK(back.hint == "hint");
}

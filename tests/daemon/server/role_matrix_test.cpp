#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "tests/daemon/server/probed_api.hpp"

using namespace triand;
using namespace triand::server;
using namespace triand::tests;

namespace {

// Who may call a route: `least` and whoever may do more; `in_units` also with a role that is limited to units; without
// a log-in only where `open` says so.
struct Row {
  const char* method;
  const char* pattern;
  Role least;
  bool in_units = false;
  Open open = Open::no;
};

constexpr bool kInUnits = true;

// A route that is new needs a row here: say who may call it, on purpose.
const Row kMatrix[] = {
    {"GET", "/livez", Role::viewer, false, Open::loopback},
    {"GET", "/readyz", Role::viewer, false, Open::loopback},
    {"GET", "/metrics", Role::viewer, false, Open::loopback},
    {"GET", "/api/v1/openapi.json", Role::viewer, kInUnits},
    {"GET", "/api/v1/status", Role::viewer},
    {"GET", "/api/v1/jobs/{id}", Role::viewer, kInUnits},
    {"GET", "/api/v1/results/{token}", Role::viewer, kInUnits},

    {"GET", "/api/v1/customers/{code}", Role::viewer, kInUnits},
    {"POST", "/api/v1/customers/{code}/notes", Role::support, kInUnits},
    {"POST", "/api/v1/customers/{code}/erase", Role::approver, kInUnits},
    {"POST", "/api/v1/customers/duplicates", Role::operator_},
    {"GET", "/api/v1/imports", Role::operator_},
    {"POST", "/api/v1/imports", Role::operator_},
    {"POST", "/api/v1/imports/{id}/undo", Role::operator_},
    {"GET", "/api/v1/imports/{id}/rejects", Role::operator_},

    {"GET", "/api/v1/campaigns", Role::viewer, kInUnits},
    {"GET", "/api/v1/campaigns/{id}", Role::viewer, kInUnits},
    {"GET", "/api/v1/campaigns/{id}/balance", Role::viewer, kInUnits},
    {"POST", "/api/v1/campaigns/check", Role::operator_},
    {"POST", "/api/v1/campaigns/plan", Role::operator_},
    {"GET", "/api/v1/campaigns/{id}/preview", Role::operator_, kInUnits},
    {"POST", "/api/v1/campaigns/{id}/preview", Role::operator_},
    {"POST", "/api/v1/campaigns/{id}/test", Role::operator_},
    {"GET", "/api/v1/templates", Role::operator_, kInUnits},
    {"POST", "/api/v1/templates/preview", Role::operator_, kInUnits},
    {"POST", "/api/v1/campaigns/{id}/approve", Role::approver},
    {"POST", "/api/v1/campaigns/{id}/pause", Role::operator_, kInUnits},
    {"POST", "/api/v1/campaigns/{id}/resume", Role::operator_, kInUnits},
    {"POST", "/api/v1/campaigns/{id}/cancel", Role::admin},
    {"POST", "/api/v1/campaigns/{id}/export", Role::operator_, kInUnits},
    {"POST", "/api/v1/campaigns/{id}/report", Role::operator_, kInUnits},

    {"POST", "/api/v1/deliveries/find", Role::viewer, kInUnits},
    {"GET", "/api/v1/deliveries/tail", Role::viewer, kInUnits},
    {"GET", "/api/v1/deliveries/{reference}", Role::viewer, kInUnits},
    {"POST", "/api/v1/deliveries/{reference}/resolve", Role::operator_, kInUnits},
    {"POST", "/api/v1/deliveries/{reference}/resend", Role::support, kInUnits},

    {"GET", "/api/v1/channels", Role::viewer},
    {"GET", "/api/v1/channels/{name}", Role::viewer},
    {"POST", "/api/v1/channels/{name}/pause", Role::operator_},
    {"POST", "/api/v1/channels/{name}/resume", Role::operator_},
    {"POST", "/api/v1/channels/{name}/authorize", Role::admin},
    {"POST", "/api/v1/channels/{name}/test", Role::operator_},

    {"GET", "/api/v1/suppressions", Role::viewer, kInUnits},
    {"POST", "/api/v1/suppressions/find", Role::viewer, kInUnits},
    {"POST", "/api/v1/suppressions", Role::support, kInUnits},
    {"POST", "/api/v1/suppressions/remove", Role::operator_, kInUnits},
    {"POST", "/api/v1/suppressions/import", Role::operator_},

    {"GET", "/api/v1/letters", Role::operator_},
    {"POST", "/api/v1/letters/{batch}/release", Role::operator_},
    {"POST", "/api/v1/letters/{batch}/reprint", Role::operator_},
    {"GET", "/api/v1/letters/{batch}/pdf", Role::operator_},
    {"GET", "/api/v1/letters/{batch}/manifest", Role::operator_},
    {"POST", "/api/v1/letters/ack", Role::operator_},

    {"POST", "/api/v1/backup", Role::admin},
    {"GET", "/api/v1/users", Role::admin},
    {"POST", "/api/v1/users", Role::admin},
    {"POST", "/api/v1/users/{name}/passwd", Role::admin},
    {"POST", "/api/v1/users/{name}/role", Role::admin},
    {"POST", "/api/v1/users/{name}/disable", Role::admin},
    {"POST", "/api/v1/users/{name}/enable", Role::admin},
    {"GET", "/api/v1/tokens", Role::viewer, kInUnits},
    {"POST", "/api/v1/tokens", Role::viewer, kInUnits},
    {"POST", "/api/v1/tokens/{id}/revoke", Role::viewer, kInUnits},
    {"GET", "/api/v1/users/{name}/tokens", Role::admin},
    {"POST", "/api/v1/users/{name}/tokens", Role::admin},
    {"POST", "/api/v1/users/{name}/tokens/{id}/revoke", Role::admin},
    {"GET", "/api/v1/audit", Role::admin},
};

constexpr Role kRoles[] = {Role::viewer, Role::support, Role::operator_, Role::approver, Role::admin};

// The pattern with something for each {name}: "/api/v1/campaigns/x9/pause".
std::string path_of(const std::string& pattern) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] == '{') {
      out += "x9";
      at = pattern.find('}', at);
    } else {
      out += pattern[at];
    }
  }
  return out;
}

const Row* row_of(const Route& route) {
  for (const Row& row : kMatrix)
    if (route.method == row.method && route.pattern == row.pattern) return &row;
  return nullptr;
}

struct Verdict {
  unsigned status = 200;  // 200: let in
  std::string error;
  std::int64_t exit = 0;
};

Verdict ask(const Router& router, const Row& row, const Caller* caller, bool loopback = false) {
  const auto match = router.match(row.method, *target_from(path_of(row.pattern)), caller, loopback);
  if (match.route != nullptr) {
    CHECK(match.route->pattern == row.pattern);
    return {};
  }
  const auto document = boost::json::parse(match.refusal.body).as_object();
  return {match.refusal.status, as_text(document.at("error")), document.at("exit").as_int64()};
}

void check_refused(const Verdict& verdict, unsigned status, const std::string& error) {
  CHECK(verdict.status == status);
  CHECK(verdict.error == error);
  CHECK(verdict.exit == 4);
}

}  // namespace

TEST_CASE("every route has a row in the matrix of roles, and every row a route") {
  const WholeApi api;
  for (const Route& route : api.router.routes()) {
    INFO(route.method << " " << route.pattern);
    CHECK(row_of(route) != nullptr);
  }
  CHECK(api.router.routes().size() == std::size(kMatrix));
}

TEST_CASE("every role may call what the matrix says, and nothing else") {
  const WholeApi api;
  for (const Row& row : kMatrix) {
    for (const Role role : kRoles) {
      INFO(row.method << " " << row.pattern << " as " << to_string(role));
      const Caller caller{"somebody", role, true};
      const Verdict verdict = ask(api.router, row, &caller);
      if (role >= row.least) {
        CHECK(verdict.status == 200);
      } else {
        check_refused(verdict, 403, "not-allowed");
      }
    }
  }
}

TEST_CASE("a role that is limited to units may call what keeps to units, and nothing else") {
  const WholeApi api;
  for (const Row& row : kMatrix) {
    for (const Role role : kRoles) {
      INFO(row.method << " " << row.pattern << " as " << to_string(role));
      const Caller caller{"somebody", role, true, {"PA05"}};
      const Verdict verdict = ask(api.router, row, &caller);
      if (role < row.least) {
        check_refused(verdict, 403, "not-allowed");
      } else if (row.in_units) {
        CHECK(verdict.status == 200);
      } else {
        check_refused(verdict, 403, "limited-to-units");
      }
    }
  }
}

TEST_CASE("without a log-in only the probes and the metrics answer, and only to this machine") {
  const WholeApi api;
  for (const Row& row : kMatrix) {
    INFO(row.method << " " << row.pattern);
    check_refused(ask(api.router, row, nullptr, false), 401, "not-logged-in");
    const Verdict here = ask(api.router, row, nullptr, true);
    if (row.open == Open::loopback) {
      CHECK(here.status == 200);
    } else {
      check_refused(here, 401, "not-logged-in");
    }
  }
}

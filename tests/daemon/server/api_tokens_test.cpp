#include <catch2/catch.hpp>

#include "daemon/server/bearer_gate.hpp"
#include "daemon/store/token_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"
#include "tests/daemon/server/wire.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

using Kind = server::BearerGate::Verdict::Kind;

const std::string kOwn = "/api/v1/tokens";
const std::string kJob = R"({"name":"report-job"})";

// The API with accounts "lan", an administrator, and "minh", an operator of PA05, and the gate that tokens open.
struct TokensApi : ApiFixture {
  TokensApi() {
    world->accounts_changed = [this] {
      book.load(*world->reader());
      tokens.load(*world->reader());
    };
    as("root", server::Role::admin, true);
    (void)post("/api/v1/users", R"({"name":"lan","role":"admin","no_password":true})");
    (void)post("/api/v1/users", R"({"name":"minh","role":"operator","units":["PA05"],"no_password":true})");
    as("lan", server::Role::admin);
  }

  void as(const std::string& name, server::Role role, bool above = false) {
    caller = {name, role, true};
    caller.above_accounts = above;
  }

  std::string token_of(const std::string& account, const std::string& body = kJob) {
    const Told told = post("/api/v1/users/" + account + "/tokens", body);
    REQUIRE(told.exit() == 0);
    return told.text("token");
  }

  server::BearerGate::Verdict show(const std::string& token, const std::string& client = "192.0.2.7") {
    return gate.judge("Bearer " + token, client);
  }

  server::AccountBook book;
  server::TokenBook tokens;
  schedule::SteadyTime steady{1000h};
  int failures = 0;
  server::BearerGate gate{
      book,
      tokens,
      {.now = [this] { return now; }, .steady = [this] { return steady; }, .failed = [this] { ++failures; }}};
};

}  // namespace

TEST_CASE("a token is told once, opens what its account may do, and is kept as a hash") {
  TokensApi api;
  const Told made = api.post("/api/v1/users/minh/tokens", R"({"name":"report-job","until":"2026-12-31"})");
  CHECK(made.text("schema") == "triand.token/v1");
  CHECK(made.text("expires_at") == "2027-01-01T00:00:00+07:00");
  CHECK(api.audited().back() == "lan user.token minh report-job");
  const std::string token = made.text("token");
  const auto verdict = api.show(token);
  REQUIRE(verdict.kind == Kind::admitted);
  CHECK(verdict.caller.name == "minh");
  CHECK(verdict.caller.role == server::Role::operator_);
  CHECK(verdict.caller.units == std::vector<std::string>{"PA05"});
  CHECK_FALSE(verdict.caller.local);
  CHECK_FALSE(verdict.caller.above_accounts);
  CHECK(api.failures == 0);

  const Told listed = api.get("/api/v1/users/minh/tokens");
  CHECK(listed.at("tokens").as_array().size() == 1);
  CHECK(listed.response.body.find(token) == std::string::npos);
  const auto kept = api.world->reader()->tokens_in_force();
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].hash.size() == 64);
  CHECK(token.find(kept[0].hash) == std::string::npos);
  for (const std::string& line : api.audited()) CHECK(line.find(token) == std::string::npos);
}

TEST_CASE("a token is dead when it is revoked, has expired, or its account was changed or disabled") {
  TokensApi api;
  const std::string revoked = api.token_of("minh");
  CHECK(api.post("/api/v1/users/minh/tokens/1/revoke").exit() == 0);
  CHECK(api.audited().back() == "lan user.token_revoke minh report-job");
  CHECK(api.show(revoked).kind == Kind::refused);
  CHECK(api.post("/api/v1/users/minh/tokens/1/revoke").exit() == 5);

  const std::string expired = api.token_of("minh", R"({"name":"short","until":"2026-12-18"})");
  CHECK(api.show(expired, "a").kind == Kind::admitted);
  api.now += 16h;
  CHECK(api.show(expired, "a").kind == Kind::refused);

  for (const auto& [order, body] : std::vector<std::pair<std::string, std::string>>{
           {"role", R"({"role":"viewer"})"}, {"passwd", R"({"no_password":true})"}, {"disable", ""}}) {
    CAPTURE(order);
    const std::string token = api.token_of("minh");
    CHECK(api.show(token, "b").kind == Kind::admitted);
    CHECK(api.post("/api/v1/users/minh/" + order, body).exit() == 0);
    CHECK(api.show(token, "b").kind == Kind::refused);
  }
  CHECK(api.post("/api/v1/users/minh/tokens", kJob).exit() == 6);
  (void)api.post("/api/v1/users/minh/enable");
  CHECK(api.get("/api/v1/users/minh/tokens").at("tokens").as_array().empty());
}

TEST_CASE("everybody makes and revokes tokens of his own, and of nobody else") {
  TokensApi api;
  const std::string of_lan = api.token_of("lan");
  api.as("minh", server::Role::operator_);
  api.caller.units = {"PA05"};
  const Told made = api.post(kOwn, kJob);
  CHECK(made.exit() == 0);
  CHECK(made.text("account") == "minh");
  CHECK(api.audited().back() == "minh user.token minh report-job");
  CHECK(api.show(made.text("token")).caller.name == "minh");
  CHECK(api.get(kOwn).at("tokens").as_array().size() == 1);
  // The first is the other's.
  CHECK(api.post(kOwn + "/1/revoke").exit() == 5);
  CHECK(api.show(of_lan).kind == Kind::admitted);
  for (const char* method : {"GET", "POST"})
    CHECK(api.ask(method, "/api/v1/users/lan/tokens", "").status == 403);
  CHECK(api.post(kOwn + "/2/revoke").exit() == 0);
  CHECK(api.show(made.text("token")).kind == Kind::refused);
  api.as("root", server::Role::admin, true);
  CHECK(api.get(kOwn).exit() == 5);
}

TEST_CASE("a token makes no tokens, and no more than some are made") {
  TokensApi api;
  api.caller.by_token = true;
  for (const std::string& address : {kOwn, std::string("/api/v1/users/minh/tokens")})
    CHECK(api.post(address, kJob).exit() == 4);
  api.caller.by_token = false;
  CHECK(api.get(kOwn).at("tokens").as_array().empty());
  for (int count = 0; count < store::kMostTokens; ++count)
    (void)api.token_of("minh", R"({"name":"job-)" + std::to_string(count) + "\"}");
  CHECK(api.post("/api/v1/users/minh/tokens", kJob).exit() == 8);
}

TEST_CASE(
    "whoever came in before his account was changed makes no token that outlasts it, nor anything else") {
  TokensApi api;
  const auto change_of = [&](const std::string& name) {
    return api.world->reader()->log_in_account(name)->changed_at;
  };
  api.as("minh", server::Role::operator_);
  api.caller.account_changed = change_of("minh");
  CHECK(api.post(kOwn, R"({"name":"before"})").exit() == 0);
  // A new password, committed, while the request was on its way: no clock has moved.
  api.write(
      [&](store::WriteSession& session) { store::set_own_password(session, "minh", "", "$y$new", api.now); });
  const Told late = api.post(kOwn, kJob);
  CHECK(late.exit() == 8);
  CHECK(late.text("message").find("was changed meanwhile") != std::string::npos);
  CHECK(api.get(kOwn).at("tokens").as_array().empty());
  CHECK(api.post(kOwn + "/1/revoke").exit() == 8);
  CHECK(api.audited().back() == "minh user.passwd minh own");
  api.caller.account_changed = change_of("minh");
  CHECK(api.post(kOwn, kJob).exit() == 0);

  api.as("lan", server::Role::admin);
  api.caller.account_changed = change_of("lan");
  api.write(
      [&](store::WriteSession& session) { store::set_own_password(session, "lan", "", "$y$new", api.now); });
  for (const auto& [order, body] : std::vector<std::pair<std::string, std::string>>{
           {"/minh/tokens", R"({"name":"other"})"},
           {"/minh/tokens/2/revoke", ""},
           {"/minh/role", R"({"role":"admin","units":[]})"},
           {"/minh/passwd", R"({"password":"another good password"})"},
           {"/minh/disable", ""},
           {"", R"({"name":"mine","role":"admin","password":"another good password"})"}}) {
    CAPTURE(order);
    CHECK(api.post("/api/v1/users" + order, body).exit() == 8);
  }
  CHECK(api.audited().back() == "lan user.passwd lan own");
  api.as("root", server::Role::admin, true);
  CHECK(api.post("/api/v1/users/minh/disable").exit() == 0);
}

TEST_CASE("a caller is told by his account's last change, whichever way he came in") {
  TokensApi api;
  const auto changed = api.world->reader()->log_in_account("minh")->changed_at;
  CHECK(api.show(api.token_of("minh")).caller.account_changed == changed);
  const server::RoleOf roles = [&](const std::string& name) { return api.book.of(name); };
  CHECK(server::caller_of(1000, 900, "minh", roles)->account_changed == changed);
  CHECK_FALSE(server::caller_of(0, 900, "root", roles)->account_changed);
}

TEST_CASE("a token has a name of its own and a day to come") {
  TokensApi api;
  for (const char* body :
       {"", R"({"name":""})", R"({"name":" x"})", R"({"name":"a\u0007"})",
        R"({"name":"x","until":"2026-12-17"})", R"({"name":"x","until":"soon"})", R"({"name":"x","days":3})"})
    CHECK(api.post(kOwn, body).exit() == 2);
  CHECK(api.post(kOwn, kJob).exit() == 0);
  CHECK(api.post(kOwn, kJob).exit() == 6);
  CHECK(api.post("/api/v1/users/nobody/tokens", kJob).exit() == 5);
}

TEST_CASE("wrong tokens are counted and wait longer and longer; a right one never does") {
  TokensApi api;
  const std::string token = api.token_of("minh");
  for (const std::string& wrong :
       {std::string(), std::string("Basic bWluaDp4"), "Bearer" + token, token, "Bearer " + token + "x"})
    CHECK(api.gate.judge(wrong, "192.0.2.7").kind == Kind::refused);
  CHECK(api.failures == 5);
  const auto waits = api.show("triand_none");
  CHECK(waits.kind == Kind::wait);
  CHECK(waits.wait == 1s);
  CHECK(api.failures == 5);
  CHECK(api.show(token).kind == Kind::admitted);
  CHECK(api.gate.judge("bearer  " + token, "192.0.2.7").kind == Kind::admitted);
  CHECK(api.show("triand_none", "198.51.100.1").kind == Kind::refused);
  api.steady += 1s;
  CHECK(api.show("triand_none").kind == Kind::refused);
  CHECK(api.show("triand_none").wait == 2s);
}

TEST_CASE("when a token was used last is kept, to the minute") {
  TokensApi api;
  const std::string token = api.token_of("minh");
  CHECK(api.get("/api/v1/users/minh/tokens").at("tokens").at(0).at("used_at").is_null());
  CHECK(api.tokens.take_uses().empty());
  (void)api.show(token);
  (void)api.show(token);
  const auto uses = api.tokens.take_uses();
  CHECK(uses.size() == 1);
  api.write([&](store::WriteSession& session) { store::note_token_uses(session, uses); });
  CHECK(api.get("/api/v1/users/minh/tokens").at("tokens").at(0).at("used_at") == "2026-12-18T08:00:00+07:00");
  api.now += 59s;
  (void)api.show(token);
  CHECK(api.tokens.take_uses().empty());
  api.now += 1s;
  (void)api.show(token);
  CHECK(api.tokens.take_uses().size() == 1);
}

TEST_CASE("over TCP a token is a caller of the API and of nothing else, and a wrong one is refused") {
  TokensApi api;
  const std::string token = api.token_of("minh");
  Served served;
  const auto me = [](server::Request& request) { return server::Response::text(request.caller.name); };
  for (const char* pattern : {"/api/v1/me", "/other"}) {
    server::Route route;
    route.method = "GET";
    route.pattern = pattern;
    route.least = server::Role::viewer;
    route.keeps_to_units = true;
    route.handler = me;
    served.router.add(std::move(route));
  }
  served.options.bearer_of = [&](std::string_view header, const std::string& client) {
    return api.gate.judge(header, client);
  };
  served.start();
  Wire wire = Wire::tcp(served.port);
  const auto ask = [&](const std::string& path, const std::string& headers) {
    wire.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    return wire.response();
  };
  const std::string right = "Authorization: Bearer " + token + "\r\n";
  CHECK(body_of(ask("/api/v1/me", right)) == "minh");
  CHECK(status_of(ask("/other", right)) == 401);
  CHECK(status_of(ask("/api/v1/me", "")) == 401);
  CHECK(status_of(ask("/api/v1/me", "Cookie: triand-session=" + token + "\r\n")) == 401);
  CHECK(status_of(ask("/api/v1/me", right + right)) == 401);
  CHECK(api.failures == 1);
  for (int count = 0; count < 4; ++count) {
    const std::string refused = ask("/api/v1/me", "Authorization: Bearer wrong\r\n");
    CHECK(status_of(refused) == 401);
    CHECK(refused.find("WWW-Authenticate: Bearer realm=\"triand\", error=\"invalid_token\"") !=
          std::string::npos);
  }
  const std::string waits = ask("/api/v1/me", "Authorization: Bearer wrong\r\n");
  CHECK(status_of(waits) == 429);
  CHECK(waits.find("Retry-After: 1\r\n") != std::string::npos);
  CHECK(body_of(ask("/api/v1/me", right)) == "minh");
  for (const std::string& line : served.lines()) CHECK(line.find(token) == std::string::npos);
  served.stop();
}

#include <catch2/catch.hpp>

#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

bool logged_in(ConsoleFixture& console) { return console.get_page("/").status == 200; }

}  // namespace

TEST_CASE("whoever has not logged in is led to the log-in and sees nothing else") {
  ConsoleFixture console;
  console.load_customers();
  for (const char* target : {"/", "/console/customers/1", "/console/look-up"}) {
    const auto answer = console.get_page(target);
    CHECK(answer.status == 303);
    CHECK(ConsoleFixture::header(answer, "Location") == "/console/log-in");
    CHECK(answer.body.empty());
  }
  for (const char* target : {"/console/look-up", "/console/customers/1/reveal", "/console/log-out"})
    CHECK(console.post_page(target, {{"query", "PA05010000001"}}).status == 303);
  const auto page = console.get_page("/console/log-in");
  CHECK(page.status == 200);
  CHECK(has(page, "<html lang=\"vi\">"));
  CHECK(has(page, "type=\"password\""));
}

TEST_CASE("a log-in begins a session with an id of its own, and a log-out ends it at the server") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  console.cookies["triand-session"] = std::string(64, 'a');
  const auto answer = console.log_in("lan");
  CHECK(answer.status == 303);
  const std::string id = console.cookies.at("triand-session");
  CHECK(id != std::string(64, 'a'));
  CHECK(id.size() == 64);
  CHECK(logged_in(console));
  CHECK(console.audited().back() == "lan console.log_in  from 192.0.2.7");

  CHECK(console.post_page("/console/log-out", {}).status == 303);
  CHECK_FALSE(console.cookies.contains("triand-session"));
  CHECK(console.audited().back() == "lan console.log_out  ");
  console.cookies["triand-session"] = id;
  CHECK_FALSE(logged_in(console));
}

TEST_CASE("a second log-in ends the session that the browser brought along") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  console.log_in("lan");
  const std::string before = console.cookies.at("triand-session");
  const std::string session = before;
  console.cookies.erase("triand-session");
  console.get_page("/console/log-in");
  console.cookies["triand-session"] = session;
  CHECK(console.post_page("/console/log-in", {{"name", "lan"}, {"password", kConsolePassword}}).status ==
        303);
  CHECK(console.cookies.at("triand-session") != before);
  console.cookies["triand-session"] = before;
  CHECK_FALSE(logged_in(console));
}

TEST_CASE("a wrong password, an unknown name and an account without a password are answered alike") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  console.add_account("gone", "support");
  console.write([&](store::WriteSession& session) {
    store::add_account(session, {"system", "support", {}, ""}, {"root", console.now});
    store::set_account_disabled(session, "gone", true, {"root", console.now});
  });
  console.world->accounts_changed();
  const auto wrong = console.log_in("lan", "wrong");
  CHECK(wrong.status == 403);
  CHECK(has(wrong, "Tên đăng nhập hoặc mật khẩu không đúng."));
  CHECK(console.audited().back() == "lan console.refused  from 192.0.2.7");
  for (const auto& [name, password] :
       std::vector<std::pair<std::string, std::string>>{{"nobody", kConsolePassword},
                                                        {"system", ""},
                                                        {"gone", kConsolePassword},
                                                        {"LAN", kConsolePassword},
                                                        {"", ""},
                                                        {"lan", std::string(kConsolePassword) + '\0'}}) {
    CAPTURE(name);
    const auto answer = console.log_in(name, password);
    CHECK(answer.status == 403);
    CHECK(answer.body == wrong.body);
    CHECK_FALSE(console.cookies.contains("triand-session"));
    // What was typed as a name may be a password.
    CHECK(console.audited().back().find("nobody") == std::string::npos);
    console.steady += 1h;
  }
}

TEST_CASE("after some failures even the right password has to wait, and then it is let in") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  for (int count = 0; count < server::LogInThrottle::kFree; ++count)
    CHECK(console.log_in("lan", "wrong").status == 403);
  const auto waits = console.log_in("lan");
  CHECK(waits.status == 429);
  CHECK(ConsoleFixture::header(waits, "Retry-After") == "1");
  CHECK_FALSE(console.cookies.contains("triand-session"));
  console.steady += 1s;
  CHECK(console.log_in("lan").status == 303);
}

TEST_CASE("a session ends by idleness, by age and by any change to its account") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  console.log_in("lan");
  console.steady += 30min;
  CHECK_FALSE(logged_in(console));

  const auto change = [&](const auto& what) {
    console.cookies.clear();
    REQUIRE(console.log_in("lan").status == 303);
    REQUIRE(logged_in(console));
    console.now += 1s;
    console.write([&](store::WriteSession& session) {
      what(session, store::AccountChange{"root", console.now});
    });
    console.world->accounts_changed();
    CHECK_FALSE(logged_in(console));
  };
  change([](store::WriteSession& session, const store::AccountChange& by) {
    store::set_account_password(session, "lan", server::hash_password(kConsolePassword), by);
  });
  change([](store::WriteSession& session, const store::AccountChange& by) {
    store::set_account_role(session, "lan", "viewer", std::nullopt, by);
  });
  const std::string id = [&] {
    console.cookies.clear();
    REQUIRE(console.log_in("lan").status == 303);
    return console.cookies.at("triand-session");
  }();
  console.cookies["triand-session"] = id;
  for (const bool disabled : {true, false}) {
    console.now += 1s;
    console.write([&](store::WriteSession& session) {
      store::set_account_disabled(session, "lan", disabled, {"root", console.now});
    });
    console.world->accounts_changed();
    CHECK_FALSE(logged_in(console));
  }
}

TEST_CASE("a change ends sessions also when no clock has moved, and none that begins after it") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  for (int round = 0; round < 3; ++round) {
    console.cookies.clear();
    REQUIRE(console.log_in("lan").status == 303);
    CHECK(logged_in(console));
    console.write([&](store::WriteSession& session) {
      store::set_account_role(session, "lan", round % 2 == 0 ? "viewer" : "support", std::nullopt,
                              {"root", console.now});
    });
    console.world->accounts_changed();
    CHECK_FALSE(logged_in(console));
  }
  // Judged by the account as it is, before the memory of accounts knows it.
  console.write([&](store::WriteSession& session) {
    store::set_account_role(session, "lan", "operator", std::nullopt, {"root", console.now});
  });
  console.cookies.clear();
  REQUIRE(console.log_in("lan").status == 303);
  console.world->accounts_changed();
  CHECK(logged_in(console));
}

TEST_CASE("a log-in form without its token, with a foreign one or from another site is refused") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  console.get_page("/console/log-in");
  const ConsoleFixture::Fields good{{"name", "lan"}, {"password", kConsolePassword}};
  for (const std::string& token : {std::string(), std::string(64, '0')}) {
    auto fields = good;
    fields.emplace_back("token", token);
    CHECK(console.post_page("/console/log-in", fields).status == 403);
  }
  CHECK(console.post_page("/console/log-in", good, {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
  CHECK(
      console.post_page("/console/log-in", good, {{"Host", "a.test"}, {"Origin", "https://b.test"}}).status ==
      403);
  CHECK_FALSE(console.cookies.contains("triand-session"));
  CHECK(console.post_page("/console/log-in", good, {{"Sec-Fetch-Site", "same-origin"}}).status == 303);
}

TEST_CASE("behind TLS the cookies are for this host and TLS alone") {
  ConsoleFixture console("https://tri-an.example");
  console.add_account("lan", "support");
  const auto answer = console.log_in("lan");
  REQUIRE(answer.status == 303);
  CHECK(ConsoleFixture::header(answer, "Set-Cookie") ==
        "__Host-triand-session=" + console.cookies.at("__Host-triand-session") +
            "; Path=/; HttpOnly; SameSite=Strict; Secure");
}

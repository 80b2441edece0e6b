#include <catch2/catch.hpp>

#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;
using Kind = server::SignOn::Kind;

namespace {

const std::string kLogIn = "/console/log-in";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

// The console behind a proxy that names people, with an account "lan" that has no password.
struct SignOnConsole : ConsoleFixture {
  SignOnConsole() {
    world->proof_failed = [this] { ++failures; };
    write([&](store::WriteSession& session) {
      store::add_account(session, {"lan", "support", {"PA05"}}, {"root", now});
    });
    add_account("minh", "operator");
    sign_on = {.kind = Kind::named, .name = "lan"};
  }

  // Presses the page's one button.
  server::Response press() {
    get_page(kLogIn);
    return post_page(kLogIn, {});
  }

  bool is_in() { return get_page("/").status == 200; }

  void as(const std::string& name) { sign_on = {.kind = Kind::named, .name = name}; }

  int failures = 0;
};

}  // namespace

TEST_CASE("whom the proxy names comes in by a button, with his role and units, and the audit says how") {
  SignOnConsole console;
  CHECK(console.get_page("/").status == 303);
  const auto page = console.get_page(kLogIn);
  CHECK(page.status == 200);
  CHECK(has(page, "Vào bằng tài khoản lan"));
  CHECK_FALSE(has(page, "type=\"password\""));
  // A look at the page is no log-in.
  CHECK_FALSE(console.cookies.contains("triand-session"));
  CHECK_FALSE(console.is_in());

  CHECK(console.press().status == 303);
  CHECK(console.audited().back() == "lan console.log_in  from 192.0.2.7, signed on by the proxy");
  const auto home = console.get_page("/");
  CHECK(home.status == 200);
  CHECK(has(home, "chăm sóc khách hàng"));
  CHECK_FALSE(has(home, "href=\"/console/channels\""));  // limited to units
  CHECK(console.get_page("/console/audit").status == 403);
  CHECK(console.failures == 0);
  CHECK_FALSE(console.cookies.contains("triand-device"));
}

TEST_CASE("what the form says besides is not looked at: the proxy says who it is") {
  SignOnConsole console;
  console.get_page(kLogIn);
  CHECK(console.post_page(kLogIn, {{"name", "minh"}, {"password", kConsolePassword}}).status == 303);
  CHECK(console.audited().back() == "lan console.log_in  from 192.0.2.7, signed on by the proxy");
}

TEST_CASE("a sign-on needs a form of ours, as a log-in does") {
  SignOnConsole console;
  console.get_page(kLogIn);
  for (const std::string& token : {std::string(), std::string(64, '0')})
    CHECK(console.post_page(kLogIn, {{"token", token}}).status == 403);
  CHECK(console.post_page(kLogIn, {}, {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
  CHECK_FALSE(console.cookies.contains("triand-session"));
  CHECK(console.post_page(kLogIn, {}, {{"Sec-Fetch-Site", "same-origin"}}).status == 303);
  // Nor do the pages behind it take another site's forms.
  console.get_page("/");
  CHECK(console.post_page("/console/look-up", {{"query", "x"}, {"token", std::string(64, '0')}}).status ==
        403);
}

TEST_CASE("who has no account, or a disabled one, is told so and kept out") {
  SignOnConsole console;
  console.write([&](store::WriteSession& session) {
    store::set_account_disabled(session, "minh", true, {"root", console.now});
  });
  console.world->accounts_changed();
  const std::vector<std::pair<std::string, std::string>> none{
      {"nobody", "(unknown) console.refused  from 192.0.2.7, signed on by the proxy as nobody"},
      {"LAN", "(unknown) console.refused  from 192.0.2.7, signed on by the proxy as LAN"},
      {"minh", "minh console.refused  from 192.0.2.7, signed on by the proxy"}};
  for (const auto& [name, line] : none) {
    CAPTURE(name);
    console.as(name);
    const auto page = console.get_page(kLogIn);
    CHECK(page.status == 403);
    CHECK(has(page, "Tài khoản này không có ở đây hoặc đã bị khóa."));
    CHECK_FALSE(has(page, "<form method=\"post\" action=\"/console/log-in\""));
    console.as("lan");  // for a form to be had
    console.get_page(kLogIn);
    console.as(name);
    CHECK(console.post_page(kLogIn, {}).status == 403);
    CHECK(console.audited().back() == line);
    CHECK_FALSE(console.cookies.contains("triand-session"));
  }
  CHECK(console.failures == 0);
}

TEST_CASE("who is refused again and again fills no audit, and who is named rightly never waits") {
  SignOnConsole console;
  console.get_page(kLogIn);
  const std::string form = console.token;
  for (int count = 0; count < server::LogInThrottle::kFree; ++count) {
    console.as("nobody");
    CHECK(console.post_page(kLogIn, {{"token", form}}).status == 403);
  }
  const std::size_t written = console.audited().size();
  CHECK(console.post_page(kLogIn, {{"token", form}}).status == 429);
  CHECK(console.audited().size() == written);

  console.sign_on = {};
  for (int count = 0; count < 2 * server::LogInThrottle::kFreeOfAccount; ++count)
    (void)console.log_in("lan", "wrong");
  CHECK(console.log_in("lan", "wrong").status == 429);
  console.as("lan");
  CHECK(console.press().status == 303);
}

TEST_CASE("a proxy that names nobody properly lets nobody in, and no password either") {
  SignOnConsole console;
  console.press();
  REQUIRE(console.is_in());
  console.sign_on = {.kind = Kind::unusable, .fault = "it is there more than once"};
  CHECK_FALSE(console.is_in());
  const auto page = console.get_page(kLogIn);
  CHECK(page.status == 403);
  CHECK(has(page, "không nêu rõ một tài khoản"));
  CHECK(console.log_in("minh").status == 403);
  console.as("lan");
  CHECK(console.is_in());
}

TEST_CASE("a session that began at the proxy's word is good with that word alone") {
  SignOnConsole console;
  console.press();
  const auto cookies = console.cookies;
  console.sign_on = {};
  CHECK_FALSE(console.is_in());
  CHECK(console.post_page("/console/tokens", {{"order", "make"}, {"name", "x"}}).status == 303);
  CHECK(console.world->reader()->tokens_in_force().empty());
  console.as("minh");
  CHECK_FALSE(console.is_in());
  console.cookies = cookies;
  console.as("lan");
  CHECK(console.is_in());
  // Whoever asks without the word keeps nobody logged in.
  for (int minutes = 0; minutes < 30; minutes += 10) {
    console.sign_on = {};
    console.get_page("/");
    console.steady += 10min;
  }
  console.as("lan");
  CHECK_FALSE(console.is_in());
}

TEST_CASE(
    "at a desk that another person has taken over he begins a session of his own, and the other is over") {
  SignOnConsole console;
  console.press();
  const auto of_lan = console.cookies;
  console.as("minh");
  CHECK(console.press().status == 303);
  CHECK(console.audited().back() == "minh console.log_in  from 192.0.2.7, signed on by the proxy");
  console.as("lan");
  CHECK_FALSE(console.is_in());
  console.cookies = of_lan;
  CHECK_FALSE(console.is_in());
}

TEST_CASE("a session by password goes on behind the proxy as long as it names nobody else") {
  SignOnConsole console;
  console.sign_on = {};
  REQUIRE(console.log_in("minh").status == 303);
  CHECK(console.is_in());
  console.as("lan");
  CHECK_FALSE(console.is_in());
  console.as("minh");
  CHECK(console.is_in());
}

TEST_CASE("whoever logs out stays out until he presses the button again") {
  SignOnConsole console;
  console.press();
  REQUIRE(console.is_in());
  const std::string id = console.cookies.at("triand-session");
  const auto out = console.post_page("/console/log-out", {});
  CHECK(ConsoleFixture::header(out, "Location") == kLogIn);
  CHECK(console.audited().back() == "lan console.log_out  ");
  const auto page = console.get_page(kLogIn);
  CHECK(has(page, "đăng nhập chung của công ty vẫn còn"));
  CHECK_FALSE(console.is_in());
  console.cookies["triand-session"] = id;
  CHECK_FALSE(console.is_in());
  CHECK(console.press().status == 303);
  CHECK(console.is_in());
}

TEST_CASE("a session that began at the proxy's word ends with its account's change, by idleness and by age") {
  SignOnConsole console;
  console.press();
  console.write([&](store::WriteSession& session) {
    store::set_account_role(session, "lan", "viewer", std::nullopt, {"root", console.now});
  });
  console.world->accounts_changed();
  CHECK_FALSE(console.is_in());
  console.press();
  CHECK(console.is_in());
  console.steady += 30min;
  CHECK_FALSE(console.is_in());
  console.press();
  for (int count = 0; count < 12 * 4; ++count) {
    console.steady += 15min;
    (void)console.is_in();
  }
  CHECK_FALSE(console.is_in());
}

TEST_CASE("a name is text on the page, whatever it is") {
  SignOnConsole console;
  console.write([&](store::WriteSession& session) {
    store::add_account(session, {"a_b.c-d@e", "viewer"}, {"root", console.now});
  });
  console.world->accounts_changed();
  console.as("a_b.c-d@e");
  CHECK(has(console.get_page(kLogIn), "Vào bằng tài khoản a_b.c-d@e"));
  console.as("{}<b>");  // the server lets none through; the page would not care
  CHECK(has(console.get_page(kLogIn), "{}&lt;b&gt;"));
}

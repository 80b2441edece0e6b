#include <catch2/catch.hpp>

#include "daemon/store/store_error.hpp"
#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kHere = "/console/password";
const std::string kNew = "another good password";

bool has(const server::Response& page, const std::string& words) {
  return page.body.find(words) != std::string::npos;
}

struct PasswordConsole : ConsoleFixture {
  explicit PasswordConsole(std::vector<std::string> units = {}) {
    world->proof_failed = [this] { ++failures; };
    add_account("lan", "viewer", std::move(units));
    log_in("lan");
  }

  server::Response change(const std::string& present, const std::string& next = kNew,
                          const std::string& again = kNew) {
    return post_page(kHere, {{"present", present}, {"password", next}, {"again", again}});
  }

  int failures = 0;
};

}  // namespace

TEST_CASE("whoever has logged in changes his own password, and stays logged in") {
  PasswordConsole console({"PA05"});
  CHECK(has(console.get_page("/"), "href=\"/console/password\""));
  CHECK(console.get_page(kHere).status == 200);
  const std::string session = console.cookies.at("triand-session");
  const auto changed = console.change(kConsolePassword);
  CHECK(changed.status == 303);
  CHECK(console.audited().back() == "lan user.passwd lan own");
  CHECK(console.cookies.at("triand-session") != session);
  CHECK(has(console.get_page(ConsoleFixture::header(changed, "Location")), "Đã đổi mật khẩu."));
  CHECK(console.failures == 0);

  console.cookies.clear();
  CHECK(console.log_in("lan").status == 403);
  CHECK(console.failures == 1);
  console.cookies.clear();
  CHECK(console.log_in("lan", kNew).status == 303);
}

TEST_CASE("a changed password ends every other session of the account") {
  PasswordConsole console;
  const auto elsewhere = console.cookies;
  console.cookies.clear();
  console.log_in("lan");
  const std::string here = console.cookies.at("triand-session");
  console.now += std::chrono::seconds(1);
  CHECK(console.change(kConsolePassword).status == 303);
  const auto now = console.cookies;
  CHECK(console.get_page("/").status == 200);
  console.cookies = elsewhere;
  CHECK(console.get_page("/").status == 303);
  console.cookies = now;
  console.cookies["triand-session"] = here;
  CHECK(console.get_page("/").status == 303);
}

TEST_CASE("a password stays for a wrong one, one typed differently, a weak one and the same one") {
  PasswordConsole console;
  const auto wrong = console.change("not my password");
  CHECK(wrong.status == 403);
  CHECK(has(wrong, "Mật khẩu đang dùng không đúng."));
  CHECK(console.audited().back() == "lan console.refused  from 192.0.2.7");
  CHECK(console.failures == 1);
  CHECK(console.change(kConsolePassword, kNew, "another").status == 400);
  CHECK(console.change(kConsolePassword, "short", "short").status == 400);
  CHECK(console.change(kConsolePassword, "it is lan's password", "it is lan's password").status == 400);
  CHECK(console.change(kConsolePassword, kConsolePassword, kConsolePassword).status == 400);
  CHECK(console.failures == 1);
  for (const auto& page :
       {console.change(kConsolePassword, kNew, "another"), console.change("not my password")})
    for (const std::string& typed : {kNew, std::string("not my password"), std::string(kConsolePassword)})
      CHECK_FALSE(has(page, typed));
  console.cookies.clear();
  CHECK(console.log_in("lan").status == 303);
}

TEST_CASE("guessing the present password waits as a log-in does") {
  PasswordConsole console;
  for (int count = 0; count < server::LogInThrottle::kFree; ++count)
    CHECK(console.change("not my password").status == 403);
  const auto waits = console.change(kConsolePassword);
  CHECK(waits.status == 429);
  CHECK(ConsoleFixture::header(waits, "Retry-After") == "1");
  CHECK(console.failures == server::LogInThrottle::kFree);
  console.steady += std::chrono::seconds(1);
  CHECK(console.change(kConsolePassword).status == 303);
}

TEST_CASE("a password is not changed by a foreign form, nor without a session") {
  PasswordConsole console;
  const auto fields =
      ConsoleFixture::Fields{{"present", kConsolePassword}, {"password", kNew}, {"again", kNew}};
  auto foreign = fields;
  foreign.emplace_back("token", std::string(64, '0'));
  CHECK(console.post_page(kHere, foreign).status == 403);
  CHECK(console.post_page(kHere, fields, {{"Sec-Fetch-Site", "cross-site"}}).status == 403);
  console.cookies.erase("triand-session");
  const auto outside = console.post_page(kHere, fields);
  CHECK(outside.status == 303);
  CHECK(ConsoleFixture::header(outside, "Location") == "/console/log-in");
  console.cookies.clear();
  CHECK(console.log_in("lan").status == 303);
}

TEST_CASE("a password that somebody else has set meanwhile is not overwritten") {
  ConsoleFixture console;
  console.add_account("lan", "viewer");
  const std::string before = console.world->reader()->log_in_account("lan")->password_hash;
  console.write([&](store::WriteSession& session) {
    store::set_account_password(session, "lan", "$y$another", {"root", console.now});
  });
  CHECK_THROWS_AS(console.write([&](store::WriteSession& session) {
    store::set_own_password(session, "lan", before, "$y$mine", console.now);
    return 0;
  }),
                  store::Refused);
  CHECK(console.world->reader()->log_in_account("lan")->password_hash == "$y$another");
}

#include <catch2/catch.hpp>

#include "daemon/server/console/device_mark.hpp"
#include "tests/daemon/server/console_fixture.hpp"

using namespace triand;
using namespace triand::tests;
using namespace std::chrono_literals;

namespace {

const schedule::WallTime kNow{std::chrono::hours(500'000)};

// Somebody else's wrong passwords, from as many addresses as it takes.
void guess(ConsoleFixture& console, const std::string& account, int times) {
  const auto cookies = std::exchange(console.cookies, {});
  const std::string client = console.client;
  for (int count = 0; count < times; ++count) {
    console.client = "198.51.100." + std::to_string(count % 200);
    (void)console.log_in(account, "wrong");
  }
  console.cookies = cookies;
  console.client = client;
}

}  // namespace

TEST_CASE("a mark is read for its own account, as long as it lives, and by its own key alone") {
  const server::DeviceMark marks("key");
  const std::string mark = marks.make("lan", kNow);
  const std::string id = marks.read(mark, "lan", kNow);
  CHECK(id.size() == 64);
  CHECK(marks.read(mark, "lan", kNow + server::DeviceMark::kLife - 1s) == id);
  CHECK(marks.read(mark, "lan", kNow + server::DeviceMark::kLife).empty());
  CHECK(marks.read(mark, "binh", kNow).empty());
  CHECK(marks.read(mark, "LAN", kNow).empty());
  CHECK(server::DeviceMark("other key").read(mark, "lan", kNow).empty());
  CHECK(marks.read(marks.make("lan", kNow), "lan", kNow) != id);
}

TEST_CASE("a mark that was made up, changed or cut is none") {
  const server::DeviceMark marks("key");
  const std::string mark = marks.make("lan", kNow);
  for (std::size_t at = 0; at < mark.size(); ++at) {
    std::string changed = mark;
    changed[at] = changed[at] == '1' ? '2' : '1';
    CHECK(marks.read(changed, "lan", kNow).empty());
    CHECK(marks.read(mark.substr(0, at), "lan", kNow).empty());
  }
  const std::string end = mark.substr(0, mark.find('.'));
  const std::string id(64, 'a');
  for (const std::string& text : {std::string(), std::string("."), std::string(".."), end + "." + id + ".",
                                  end + "." + id, "9" + mark, mark + "0", mark + ".", std::string("....")})
    CHECK(marks.read(text, "lan", kNow).empty());
}

TEST_CASE("a log-in by password leaves a mark in the browser, for its account and for long") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  const auto answer = console.log_in("lan");
  std::string cookie;
  for (const auto& [name, value] : answer.headers)
    if (name == "Set-Cookie" && value.starts_with("triand-device=")) cookie = value;
  CHECK(cookie == "triand-device=" + console.cookies.at("triand-device") +
                      "; Path=/; HttpOnly; SameSite=Strict; Max-Age=7776000");
  // It lets nobody in.
  console.cookies.erase("triand-session");
  CHECK(console.get_page("/").status == 303);
  CHECK(console.log_in("lan", "wrong").status == 403);
}

TEST_CASE("wrong passwords from elsewhere keep nobody waiting in a browser of his own") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  REQUIRE(console.log_in("lan").status == 303);
  console.cookies.erase("triand-session");
  guess(console, "lan", 3 * server::LogInThrottle::kFreeOfAccount);
  // Everybody else waits by now, at whatever address.
  const auto own = console.cookies;
  console.cookies.clear();
  console.client = "203.0.113.1";
  CHECK(console.log_in("lan").status == 429);
  console.cookies = own;
  CHECK(console.log_in("lan").status == 303);
}

TEST_CASE("a few wrong passwords from elsewhere keep nobody waiting at a new browser either") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  const std::string here = console.client;
  console.client = "198.51.100.1";
  for (int count = 0; count < 15; ++count) (void)console.log_in("lan", "wrong");
  CHECK(console.log_in("lan").status == 429);
  console.client = here;
  console.cookies.clear();
  CHECK(console.log_in("lan").status == 303);
}

TEST_CASE("colleagues' wrong passwords at one address keep nobody waiting in a browser of his own") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  REQUIRE(console.log_in("lan").status == 303);
  const auto own = std::exchange(console.cookies, {});
  for (int count = 0; count < 2 * server::LogInThrottle::kFreeOfAddress; ++count)
    (void)console.log_in("user" + std::to_string(count), "wrong");
  CHECK(console.log_in("lan").status == 429);
  console.cookies = own;
  console.cookies.erase("triand-session");
  CHECK(console.log_in("lan").status == 303);
}

TEST_CASE("a stolen mark guesses no faster, and is of no use for other accounts") {
  ConsoleFixture console;
  console.add_account("lan", "support");
  console.add_account("binh", "support");
  REQUIRE(console.log_in("lan").status == 303);
  console.cookies.erase("triand-session");
  for (int count = 0; count < server::LogInThrottle::kFree; ++count)
    CHECK(console.log_in("lan", "wrong").status == 403);
  CHECK(console.log_in("lan").status == 429);
  for (int count = 0; count < server::LogInThrottle::kFree; ++count)
    CHECK(console.log_in("binh", "wrong").status == 403);
  CHECK(console.log_in("binh").status == 429);
  console.steady += 1s;
  CHECK(console.log_in("lan").status == 303);
}

#include "daemon/server/account_reload.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

#include "channels/digest.hpp"
#include "daemon/server/bearer_gate.hpp"
#include "daemon/store/token_writer.hpp"
#include "tests/daemon/server/console_fixture.hpp"
#include "tests/daemon/server/wire.hpp"

using namespace triand;
using namespace triand::tests;
using Kind = server::BearerGate::Verdict::Kind;

namespace {

// The console's fixture with a token of lan's, and the gate that it opens. What cannot be read are the accounts.
struct Reload : ConsoleFixture {
  Reload() {
    add_account("lan", "operator");
    write([&](store::WriteSession& session) {
      return store::add_token(session,
                              {"lan", "job", channels::sha256_hex({kToken}), now + std::chrono::hours(24)},
                              {"root", now});
    });
    world->accounts_changed();
  }

  Kind show() { return gate.judge("Bearer " + kToken, "192.0.2.7").kind; }

  void disable() {
    write([&](store::WriteSession& session) {
      store::set_account_disabled(session, "lan", true, {"root", now});
    });
    world->accounts_changed();
  }

  const std::string kToken = "triand_token";
  int failures = 0;
  server::BearerGate gate{
      book,
      tokens,
      {.now = [this] { return now; }, .steady = [this] { return steady; }, .failed = [this] { ++failures; }}};
};

}  // namespace

TEST_CASE("while the accounts cannot be read after a change nobody is let in by one") {
  Reload all;
  REQUIRE(all.log_in("lan").status == 303);
  REQUIRE(all.show() == Kind::admitted);
  REQUIRE(all.book.of("lan"));
  all.unreadable = true;
  all.disable();  // throws nothing: the change is done
  CHECK(all.reload.waits());
  CHECK(all.book.is_closed());
  CHECK_FALSE(all.book.of("lan"));
  CHECK(all.get_page("/").status == 303);
  for (int count = 0; count < 30; ++count) CHECK(all.show() == Kind::closed);
  CHECK(all.failures == 0);

  all.reload.try_again();
  CHECK(all.reload.waits());
  all.unreadable = false;
  all.reload.try_again();
  CHECK_FALSE(all.reload.waits());
  CHECK_FALSE(all.book.is_closed());
  CHECK_FALSE(all.book.of("lan"));
  CHECK(all.show() == Kind::refused);
  CHECK(all.get_page("/").status == 303);
}

TEST_CASE("whom the change was not about goes on where he was once they can be read again") {
  Reload all;
  all.add_account("minh", "viewer");
  REQUIRE(all.log_in("lan").status == 303);
  all.unreadable = true;
  all.write([&](store::WriteSession& session) {
    store::set_account_role(session, "minh", "support", std::nullopt, {"root", all.now});
  });
  all.world->accounts_changed();
  CHECK(all.get_page("/").status == 303);
  CHECK(all.show() == Kind::closed);
  all.unreadable = false;
  all.reload.try_again();
  CHECK(all.get_page("/").status == 200);
  CHECK(all.show() == Kind::admitted);
  CHECK(all.book.of("minh")->role == server::Role::support);
}

TEST_CASE("a later change that can be read opens what an earlier one closed, with both") {
  Reload all;
  all.unreadable = true;
  all.disable();
  all.unreadable = false;
  all.add_account("minh", "viewer");
  CHECK_FALSE(all.reload.waits());
  CHECK(all.book.of("minh"));
  CHECK_FALSE(all.book.of("lan"));
  CHECK(all.show() == Kind::refused);
}

TEST_CASE("that the accounts cannot be read, and that they can again, is in the log once each") {
  Reload all;
  bool broken = true;
  std::vector<std::string> events;
  server::AccountReload reload(
      all.book, all.tokens,
      [&]() -> std::shared_ptr<store::Reader> {
        if (broken) throw std::runtime_error("no descriptors");
        return all.world->reader();
      },
      [&](server::LogLevel, std::string_view event, std::string_view) { events.emplace_back(event); });
  reload.try_again();  // nothing has failed
  CHECK(events.empty());
  CHECK_FALSE(all.book.is_closed());
  for (int count = 0; count < 3; ++count) reload.changed();
  reload.try_again();
  broken = false;
  reload.try_again();
  reload.changed();
  CHECK(events == std::vector<std::string>{"accounts_unread", "accounts_read"});
}

TEST_CASE("over TCP a token is told to come again while the accounts cannot be read") {
  Reload all;
  Served served;
  served.options.bearer_of = [&](std::string_view header, const std::string& client) {
    return all.gate.judge(header, client);
  };
  served.start();
  all.unreadable = true;
  all.world->accounts_changed();
  Wire wire = Wire::tcp(served.port);
  wire.send("GET /api/v1/tokens HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + all.kToken + "\r\n\r\n");
  const std::string answer = wire.response();
  CHECK(status_of(answer) == 503);
  CHECK(answer.find("Retry-After: 1\r\n") != std::string::npos);
  CHECK(answer.find("accounts-unread") != std::string::npos);
  served.stop();
}

#include "daemon/server/console/session_book.hpp"

#include <catch2/catch.hpp>

namespace triand::server {
namespace {

using namespace std::chrono_literals;

const schedule::SteadyTime kStart{std::chrono::hours(1000)};

ConsoleSession of(const std::string& account) {
  ConsoleSession session;
  session.account = account;
  session.form_token = "form of " + account;
  return session;
}

TEST_CASE("a session is known by its id alone and ends when its user is idle for half an hour") {
  SessionBook book;
  book.begin("one", of("lan"), kStart);
  CHECK_FALSE(book.use("two", kStart));
  CHECK_FALSE(book.use("", kStart));
  const auto session = book.use("one", kStart + 29min);
  REQUIRE(session);
  CHECK(session->account == "lan");
  CHECK(session->form_token == "form of lan");
  CHECK(book.use("one", kStart + 29min + 29min));
  CHECK_FALSE(book.use("one", kStart + 29min + 29min + 30min));
  CHECK(book.size() == 0);
}

TEST_CASE("to look at a session does not prolong it") {
  SessionBook book;
  book.begin("one", of("lan"), kStart);
  for (auto at = kStart; at < kStart + 30min; at += 4s) {
    const auto session = book.look("one", at);
    REQUIRE(session);
    REQUIRE(session->account == "lan");
  }
  CHECK_FALSE(book.look("one", kStart + 30min));
  CHECK(book.size() == 0);
  CHECK_FALSE(book.look("two", kStart));
}

TEST_CASE("a session ends after twelve hours however busy its user is") {
  SessionBook book;
  book.begin("one", of("lan"), kStart);
  for (auto at = kStart; at < kStart + 12h; at += 20min) REQUIRE(book.use("one", at));
  CHECK_FALSE(book.use("one", kStart + 12h));
}

TEST_CASE("a session that was ended is gone, and the others stay") {
  SessionBook book;
  book.begin("one", of("lan"), kStart);
  book.begin("two", of("lan"), kStart);
  const auto ended = book.end("one");
  REQUIRE(ended);
  CHECK(ended->account == "lan");
  CHECK_FALSE(book.end("one"));
  CHECK_FALSE(book.use("one", kStart));
  CHECK(book.use("two", kStart));
}

TEST_CASE("one account has a few sessions at most: a further one ends the one that was used least lately") {
  SessionBook book;
  book.begin("other", of("binh"), kStart);
  for (std::size_t count = 0; count < SessionBook::kMostEach; ++count)
    book.begin(std::to_string(count), of("lan"), kStart + std::chrono::seconds(count));
  CHECK(book.use("0", kStart + 1min));
  book.begin("more", of("lan"), kStart + 2min);
  CHECK(book.size() == SessionBook::kMostEach + 1);
  CHECK(book.use("0", kStart + 2min));
  CHECK_FALSE(book.use("1", kStart + 2min));
  CHECK(book.use("more", kStart + 2min));
  CHECK(book.use("other", kStart + 2min));
}

TEST_CASE("sessions that are over make room by themselves") {
  SessionBook book;
  for (int count = 0; count < 5; ++count)
    book.begin(std::to_string(count), of("user " + std::to_string(count)), kStart);
  book.begin("new", of("lan"), kStart + 1h);
  CHECK(book.size() == 1);
}

}  // namespace
}  // namespace triand::server

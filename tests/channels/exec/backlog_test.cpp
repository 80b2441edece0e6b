#include "channels/exec/backlog.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace triand::channels::exec;
using namespace std::chrono_literals;

namespace {

const SteadyTime kStart{};

void add(Backlog& backlog, const std::string& reference, const std::string& line) {
  Backlog::Message message{reference, line, [](triand::channels::Outcome) {}};
  REQUIRE(backlog.add(message));
}

std::vector<std::string> names(const std::vector<Backlog::Message>& messages) {
  std::vector<std::string> out;
  for (const auto& message : messages) out.push_back(message.reference);
  std::ranges::sort(out);
  return out;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("lines leave in their order, in as many pieces as the pipe takes") {
  Backlog backlog;
  CHECK(backlog.next().empty());
  add(backlog, "a", "aaaa\n");
  add(backlog, "b", "bb\n");
  CHECK(backlog.next() == "aaaa\n");
  backlog.written(2, kStart);
  CHECK(backlog.next() == "aa\n");
  CHECK(backlog.is_halfway());
  CHECK_FALSE(backlog.answered("a"));
  backlog.written(3, kStart);
  CHECK(backlog.next() == "bb\n");
  CHECK_FALSE(backlog.is_halfway());
  CHECK(backlog.answered("a"));
  CHECK_FALSE(backlog.answered("a"));
}

TEST_CASE("a message that has no answer yet is not given a second time") {
  Backlog backlog;
  add(backlog, "a", "a\n");
  Backlog::Message again{"a", "a\n", nullptr};
  CHECK_FALSE(backlog.add(again));
  backlog.written(2, kStart);
  CHECK_FALSE(backlog.add(again));
  CHECK(backlog.answered("a"));
  CHECK(backlog.add(again));
}

TEST_CASE("overdue are those that were given too long ago, not those that wait") {
  Backlog backlog;
  for (const char* name : {"a", "b", "c"}) add(backlog, name, "x\n");
  backlog.written(2, kStart);
  backlog.written(2, kStart + 5s);
  CHECK(backlog.oldest() == kStart);
  CHECK(names(backlog.given_before(kStart + 5s)) == Names{"a"});
  CHECK(backlog.oldest() == kStart + 5s);
  CHECK(names(backlog.given_before(kStart + 1h)) == Names{"b"});
  CHECK(backlog.next() == "x\n");
}

TEST_CASE("of a program that is gone only what it can have read is in doubt") {
  Backlog backlog;
  for (const char* name : {"a", "b", "c", "d", "e"}) add(backlog, name, "12345678\n");
  for (int i = 0; i < 3; ++i) backlog.written(9, kStart);
  backlog.written(4, kStart);
  SECTION("everything that was written is read") {
    const auto rest = backlog.take_all(0);
    CHECK(names(rest.given) == Names{"a", "b", "c"});
    CHECK(names(rest.unsent) == Names{"d", "e"});
  }
  SECTION("the last whole line is unread") {
    const auto rest = backlog.take_all(4 + 9);
    CHECK(names(rest.given) == Names{"a", "b"});
    CHECK(names(rest.unsent) == Names{"c", "d", "e"});
  }
  SECTION("a byte of a line was read") {
    const auto rest = backlog.take_all(4 + 9 + 8);
    CHECK(names(rest.given) == Names{"a", "b"});
  }
  SECTION("nothing was read") {
    const auto rest = backlog.take_all(4 + 27);
    CHECK(rest.given.empty());
    CHECK(names(rest.unsent) == Names{"a", "b", "c", "d", "e"});
  }
  CHECK(backlog.empty());
}

TEST_CASE("a line whose end alone is missing may have been understood") {
  Backlog backlog;
  add(backlog, "a", "{}\n");
  backlog.written(2, kStart);
  SECTION("and read") { CHECK(names(backlog.take_all(0).given) == Names{"a"}); }
  SECTION("unless it is still in the pipe") { CHECK(names(backlog.take_all(2).unsent) == Names{"a"}); }
}

TEST_CASE("a stop takes back what has not begun to leave") {
  Backlog backlog;
  for (const char* name : {"a", "b", "c"}) add(backlog, name, "123\n");
  backlog.written(4, kStart);
  backlog.written(1, kStart);
  CHECK(names(backlog.not_begun()) == Names{"c"});
  CHECK(backlog.next() == "23\n");
}

#include <catch2/catch.hpp>

#include "daemon/server/request_head.hpp"
#include "daemon/server/target.hpp"

using namespace triand::server;
using Kind = HeadJudgement::Kind;

TEST_CASE("a head is judged the same however its bytes arrive") {
  const std::string head = "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n\r\n";
  for (std::size_t count = 0; count < head.size(); ++count) {
    CHECK(judge_head(head.substr(0, count), 100).kind == Kind::incomplete);
  }
  CHECK(judge_head(head, 100).kind == Kind::complete);
  CHECK(judge_head(head + " body\n\tbody", 100).kind == Kind::complete);
}

TEST_CASE("a head may have exactly the bytes it is allowed") {
  const std::string head = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  CHECK(judge_head(head, head.size()).kind == Kind::complete);
  CHECK(judge_head(head, head.size() - 1).kind == Kind::too_long);
}

TEST_CASE("a target is taken apart and decoded once") {
  const auto target = target_from("/api/v1/customers/PA05%2F1?q=a%20b+c&empty=&flag&q=last%2541");
  REQUIRE(target);
  CHECK(target->segments == std::vector<std::string>{"api", "v1", "customers", "PA05/1"});
  CHECK(target->query.at("q") == "last%41");
  CHECK(target->query.at("empty").empty());
  CHECK(target->query.at("flag").empty());
  CHECK(target->query_text == "q=a%20b+c&empty=&flag&q=last%2541");
}

TEST_CASE("a space in a query may be a plus") {
  const auto target = target_from("/find?q=a+b%2Bc");
  REQUIRE(target);
  CHECK(target->query.at("q") == "a b+c");
}

TEST_CASE("what is no UTF-8 in a target does not come out of it") {
  const auto target = target_from("/api/%FF%FE/x%C3?file=%C3%8D%ED%A0%80.csv&%80=1");
  REQUIRE(target);
  CHECK(target->segments.at(1) == "\uFFFD\uFFFD");
  CHECK(target->segments.at(2) == "x\uFFFD");
  CHECK(target->path == "/api/\uFFFD\uFFFD/x\uFFFD");
  CHECK(target->query.at("file").starts_with("Í\uFFFD"));
  CHECK(target->query.at("\uFFFD") == "1");
  CHECK(target->query_text == "file=%C3%8D%ED%A0%80.csv&%80=1");
}

TEST_CASE("a target that is no path is refused") {
  for (const char* text : {"", "*", "http://host/", "//host/path", "/%zz", "/%4", "relative"}) {
    INFO(text);
    CHECK_FALSE(target_from(text));
  }
}

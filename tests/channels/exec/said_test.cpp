#include "channels/exec/said.hpp"

#include <catch2/catch.hpp>

using namespace triand::channels;
using namespace triand::channels::exec;

namespace {

Outcome outcome(const std::string& line) {
  const Said said = read_line(line);
  INFO(line << " " << said.fault);
  REQUIRE(said.outcome);
  REQUIRE(said.fault.empty());
  return *said.outcome;
}

}  // namespace

TEST_CASE("a program's answers become outcomes") {
  const Outcome taken =
      outcome(R"({"reference":"R1","outcome":"accepted","provider_id":"m-1","detail":"ok"})");
  CHECK(taken.verdict == Verdict::accepted);
  CHECK(taken.provider_id == "m-1");
  CHECK(taken.detail == "ok");
  CHECK_FALSE(taken.duplicate);
  CHECK(outcome(R"({"reference":"R1","outcome":"accepted","provider_id":77})").provider_id == "77");
  const Outcome known = outcome(R"({"reference":"R1","outcome":"duplicate"})");
  CHECK(known.verdict == Verdict::accepted);
  CHECK(known.duplicate);
  const Outcome failed =
      outcome(R"({"reference":"R1","outcome":"failed","reason":"bad_number","detail":"not in use"})");
  CHECK(failed.verdict == Verdict::rejected);
  CHECK(failed.failure == FailureClass::recipient);
  CHECK(failed.reason == "bad_number");
  CHECK(failed.detail == "not in use");
  CHECK(outcome(R"({"reference":"R1","outcome":"failed"})").reason == "refused");
  const Outcome later = outcome(R"({"reference":"R1","outcome":"retry","retry_after_s":1.5})");
  CHECK(later.verdict == Verdict::deferred);
  CHECK(later.failure == FailureClass::transient);
  CHECK(later.retry_after == std::chrono::milliseconds(1500));
}

TEST_CASE("failed means failed whatever the reason, retry is judged by it") {
  for (const char* reason : {"no_balance", "content_rejected", "opted_out", "a word nobody knows"})
    CHECK(
        outcome(R"({"reference":"R","outcome":"failed","reason":")" + std::string(reason) + "\"}").failure ==
        FailureClass::recipient);
  const auto retry = [](const std::string& reason) {
    return outcome(R"({"reference":"R","outcome":"retry","reason":")" + reason + "\"}").failure;
  };
  CHECK(retry("throttled") == FailureClass::throttled);
  CHECK(retry("no_balance") == FailureClass::money);
  CHECK(retry("not_authorized") == FailureClass::configuration);
  CHECK(retry("unreachable") == FailureClass::recipient);
  CHECK(retry("timeout") == FailureClass::transient);
}

TEST_CASE("a wait that makes no sense is none") {
  for (const char* wait : {"-1", "\"soon\"", "null", "[]"})
    CHECK_FALSE(outcome(R"({"reference":"R","outcome":"retry","retry_after_s":)" + std::string(wait) + "}")
                    .retry_after);
  CHECK(*outcome(R"({"reference":"R","outcome":"retry","retry_after_s":1e300})").retry_after <=
        std::chrono::hours(24 * 30));
}

TEST_CASE("an answer that is no known word leaves its message in doubt, and is reported") {
  for (const char* line : {R"({"reference":"R","outcome":"sent"})", R"({"reference":"R"})",
                           R"({"reference":"R","outcome":["accepted"]})"}) {
    const Said said = read_line(line);
    REQUIRE(said.outcome);
    CHECK(said.outcome->verdict == Verdict::in_doubt);
    CHECK_FALSE(said.fault.empty());
  }
}

TEST_CASE("receipts name their message by either id") {
  const Said delivered = read_line(R"({"receipt":"delivered","reference":"R1"})");
  REQUIRE(delivered.receipt);
  CHECK(delivered.receipt->word == Receipt::Word::delivered);
  CHECK(delivered.receipt->reference == "R1");
  const Said failed = read_line(R"({"receipt":"failed","provider_id":"m-1","reason":"unreachable"})");
  REQUIRE(failed.receipt);
  CHECK(failed.receipt->word == Receipt::Word::failed);
  CHECK(failed.receipt->provider_id == "m-1");
  CHECK(failed.receipt->reason == "unreachable");
  for (const char* line : {R"({"receipt":"delivered"})", R"({"receipt":"read","reference":"R1"})"}) {
    const Said said = read_line(line);
    CHECK_FALSE(said.receipt);
    CHECK_FALSE(said.fault.empty());
  }
}

TEST_CASE("whatever else a program prints is a fault and nothing more") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "[";
  for (const std::string& line :
       {std::string("hello"), std::string(""), std::string("{"), std::string("[]"), std::string("\xFF\xFE"),
        std::string("{}"), std::string("1"), deep, std::string(R"({"outcome":"accepted"})"),
        std::string("{\"reference\":\"a\0b\"", 17)}) {
    const Said said = read_line(line);
    CHECK_FALSE(said.outcome);
    CHECK_FALSE(said.receipt);
    CHECK_FALSE(said.fault.empty());
  }
}

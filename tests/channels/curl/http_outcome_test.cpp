#include "channels/curl/http_outcome.hpp"

#include <catch2/catch.hpp>

namespace triand::channels {
namespace {

using namespace std::chrono_literals;

const std::chrono::system_clock::time_point kNow{1797588000s};

HttpResponse answered(int status, const std::string& body = "") {
  HttpResponse response;
  response.sent = true;
  response.complete = true;
  response.status = status;
  response.body = body;
  return response;
}

TEST_CASE("what was never sent may be tried again") {
  HttpResponse response;
  response.timed_out = true;
  response.error = "Failed to connect";
  const auto outcome = outcome_without_answer(response, kNow);
  REQUIRE(outcome);
  CHECK(outcome->verdict == Verdict::deferred);
  CHECK(outcome->failure == FailureClass::transient);
  CHECK(outcome->reason == "gateway_down");
  CHECK(outcome->detail == "Failed to connect");
}

TEST_CASE("what was sent and not answered whole is in doubt") {
  HttpResponse response;
  response.sent = true;
  CHECK(outcome_without_answer(response, kNow)->verdict == Verdict::in_doubt);
  CHECK(outcome_without_answer(response, kNow)->reason == "connection_lost");
  response.timed_out = true;
  CHECK(outcome_without_answer(response, kNow)->reason == "timeout");
  response.status = 429;  // half an answer decides nothing
  CHECK(outcome_without_answer(response, kNow)->verdict == Verdict::in_doubt);
}

TEST_CASE("429 is throttled and says how long") {
  HttpResponse response = answered(429, "<html>slow down</html>");
  response.headers.emplace_back("Retry-After", "7");
  const auto outcome = outcome_without_answer(response, kNow);
  REQUIRE(outcome);
  CHECK(outcome->verdict == Verdict::deferred);
  CHECK(outcome->failure == FailureClass::throttled);
  CHECK(outcome->reason == "throttled");
  CHECK(outcome->retry_after == 7s);
}

TEST_CASE("a server's own failure is in doubt, whatever it says") {
  const auto outcome = outcome_without_answer(answered(503, "{\"CodeResult\":\"100\"}"), kNow);
  REQUIRE(outcome);
  CHECK(outcome->verdict == Verdict::in_doubt);
  CHECK(outcome->reason == "unknown_answer");
  CHECK(outcome->detail.starts_with("HTTP 503: "));
}

TEST_CASE("any other answer is for the gateway's own table") {
  for (const int status : {200, 201, 302, 400, 404})
    CHECK_FALSE(outcome_without_answer(answered(status), kNow));
}

TEST_CASE("only what the next try cannot better is rejected") {
  for (const FailureClass failure : {FailureClass::recipient, FailureClass::content})
    CHECK(refusal(failure, "refused", "1", "").verdict == Verdict::rejected);
  for (const FailureClass failure :
       {FailureClass::configuration, FailureClass::throttled, FailureClass::money, FailureClass::transient})
    CHECK(refusal(failure, "refused", "1", "").verdict == Verdict::deferred);
}

}  // namespace
}  // namespace triand::channels

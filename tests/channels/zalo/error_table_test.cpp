#include "channels/zalo/error_table.hpp"

#include <catch2/catch.hpp>

#include "channels/zalo/reply.hpp"
#include "channels/zalo/vietnam_clock.hpp"

namespace triand::channels {
namespace {

using namespace std::chrono_literals;
using std::chrono::system_clock;

// 2026-12-18 17:00 in Vietnam
const system_clock::time_point kAfternoon{1797588000s};

Outcome outcome_of(int code) {
  HttpResponse response;
  response.sent = true;
  response.complete = true;
  response.status = 200;
  response.body = R"({"error":)" + std::to_string(code) + R"(,"message":"words"})";
  return read_zalo_reply(response, kAfternoon).outcome;
}

TEST_CASE("each kind of trouble has the verdict that follows from it") {
  struct Row {
    int code;
    Verdict verdict;
    FailureClass failure;
    const char* reason;
  };
  const Row rows[] = {
      {-124, Verdict::deferred, FailureClass::configuration, "not_authorized"},
      {-216, Verdict::deferred, FailureClass::configuration, "not_authorized"},
      {-220, Verdict::deferred, FailureClass::configuration, "not_authorized"},
      {-108, Verdict::rejected, FailureClass::recipient, "bad_number"},
      {-114, Verdict::rejected, FailureClass::recipient, "unreachable"},
      {-118, Verdict::rejected, FailureClass::recipient, "not_a_zalo_user"},
      {-139, Verdict::rejected, FailureClass::recipient, "opted_out"},
      {-141, Verdict::rejected, FailureClass::recipient, "blocked_by_recipient"},
      {-115, Verdict::deferred, FailureClass::money, "no_balance"},
      {-137, Verdict::deferred, FailureClass::money, "no_balance"},
      {-144, Verdict::deferred, FailureClass::throttled, "out_of_quota"},
      {-147, Verdict::deferred, FailureClass::throttled, "out_of_quota"},
      {-131, Verdict::rejected, FailureClass::content, "template_rejected"},
      {-146, Verdict::rejected, FailureClass::content, "template_rejected"},
      {-1121, Verdict::rejected, FailureClass::content, "content_rejected"},
      {-1351, Verdict::deferred, FailureClass::configuration, "not_authorized"},
      {-101, Verdict::deferred, FailureClass::configuration, "misconfigured"},
      {-100, Verdict::deferred, FailureClass::transient, "gateway_down"},
  };
  for (const Row& row : rows) {
    INFO(row.code);
    const Outcome outcome = outcome_of(row.code);
    CHECK(outcome.verdict == row.verdict);
    CHECK(outcome.failure == row.failure);
    CHECK(outcome.reason == row.reason);
    CHECK(outcome.code == std::to_string(row.code));
  }
}

TEST_CASE("every code of the vendor's table is known") {
  for (const int code :
       {-32,   -100, -101,  -102,  -103,  -104,  -105, -106,  -107,  -108,  -109,  -1091, -110,
        -111,  -112, -1121, -1122, -1123, -1124, -113, -1131, -114,  -115,  -116,  -117,  -118,
        -119,  -120, -1201, -1202, -121,  -122,  -123, -124,  -1241, -125,  -126,  -127,  -128,
        -129,  -130, -131,  -132,  -133,  -134,  -135, -1351, -136,  -137,  -138,  -1381, -139,
        -140,  -141, -142,  -143,  -144,  -1441, -145, -146,  -147,  -1471, -1472, -148,  -149,
        -1491, -150, -151,  -152,  -153,  -158,  -159, -160,  -161,  -162,  -216,  -220}) {
    INFO(code);
    REQUIRE(find_zalo_error(code) != nullptr);
    CHECK(find_zalo_error(code)->code == code);
    CHECK(find_zalo_error(code)->failure != FailureClass::none);
    CHECK_FALSE(find_zalo_error(code)->reason.empty());
  }
  for (const int code : {0, 1, -1, -109999}) CHECK(find_zalo_error(code) == nullptr);
}

TEST_CASE("limits say when the service lets us through again") {
  CHECK(outcome_of(-144).retry_after == 7h);   // midnight in Vietnam
  CHECK(outcome_of(-133).retry_after == 13h);  // six in the morning
  CHECK(outcome_of(-32).retry_after == 1min);
  CHECK(outcome_of(-118).retry_after == std::nullopt);
}

TEST_CASE("the next midnight in Vietnam is 17:00 in Greenwich and never now") {
  CHECK(until_in_vietnam(system_clock::time_point(17h), 0h) == 24h);
  CHECK(until_in_vietnam(system_clock::time_point(17h - 1ms), 0h) == 1ms);
  CHECK(until_in_vietnam(system_clock::time_point(0h), 6h) == 23h);
  CHECK(until_in_vietnam(kAfternoon, 17h) == 24h);
}

}  // namespace
}  // namespace triand::channels

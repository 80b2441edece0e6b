#include "channels/zalo/error_table.hpp"

#include <algorithm>

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

// Everything that follows from a code, written down once more from the reference's table.
struct Row {
  int code;
  Verdict verdict;
  FailureClass failure;
  const char* reason;
};

constexpr auto kRejected = Verdict::rejected;
constexpr auto kDeferred = Verdict::deferred;

const Row kRows[] = {
    {-32, kDeferred, FailureClass::throttled, "throttled"},
    {-100, kDeferred, FailureClass::transient, "unknown_answer"},
    {-101, kDeferred, FailureClass::configuration, "misconfigured"},
    {-102, kDeferred, FailureClass::configuration, "misconfigured"},
    {-103, kDeferred, FailureClass::configuration, "misconfigured"},
    {-104, kDeferred, FailureClass::configuration, "not_authorized"},
    {-105, kDeferred, FailureClass::configuration, "misconfigured"},
    {-106, kDeferred, FailureClass::configuration, "misconfigured"},
    {-107, kDeferred, FailureClass::configuration, "misconfigured"},
    {-108, kRejected, FailureClass::recipient, "bad_number"},
    {-109, kRejected, FailureClass::content, "template_rejected"},
    {-1091, kDeferred, FailureClass::configuration, "misconfigured"},
    {-110, kRejected, FailureClass::recipient, "unreachable"},
    {-111, kRejected, FailureClass::recipient, "content_rejected"},
    {-112, kRejected, FailureClass::recipient, "content_rejected"},
    {-1121, kRejected, FailureClass::recipient, "content_rejected"},
    {-1122, kRejected, FailureClass::recipient, "content_rejected"},
    {-1123, kDeferred, FailureClass::transient, "content_rejected"},
    {-1124, kRejected, FailureClass::recipient, "content_rejected"},
    {-113, kRejected, FailureClass::content, "template_rejected"},
    {-1131, kRejected, FailureClass::content, "template_rejected"},
    {-114, kRejected, FailureClass::recipient, "unreachable"},
    {-115, kDeferred, FailureClass::money, "no_balance"},
    {-116, kRejected, FailureClass::recipient, "content_rejected"},
    {-117, kRejected, FailureClass::content, "template_rejected"},
    {-118, kRejected, FailureClass::recipient, "not_a_zalo_user"},
    {-119, kRejected, FailureClass::recipient, "unreachable"},
    {-120, kDeferred, FailureClass::configuration, "not_authorized"},
    {-1201, kDeferred, FailureClass::configuration, "misconfigured"},
    {-1202, kDeferred, FailureClass::configuration, "misconfigured"},
    {-121, kRejected, FailureClass::recipient, "content_rejected"},
    {-122, kRejected, FailureClass::recipient, "content_rejected"},
    {-123, kDeferred, FailureClass::configuration, "misconfigured"},
    {-124, kDeferred, FailureClass::configuration, "not_authorized"},
    {-1241, kDeferred, FailureClass::configuration, "not_authorized"},
    {-125, kDeferred, FailureClass::configuration, "misconfigured"},
    {-126, kDeferred, FailureClass::configuration, "misconfigured"},
    {-127, kRejected, FailureClass::content, "template_rejected"},
    {-128, kDeferred, FailureClass::configuration, "misconfigured"},
    {-129, kDeferred, FailureClass::configuration, "misconfigured"},
    {-130, kRejected, FailureClass::recipient, "content_rejected"},
    {-131, kRejected, FailureClass::content, "template_rejected"},
    {-132, kRejected, FailureClass::recipient, "content_rejected"},
    {-133, kDeferred, FailureClass::throttled, "throttled"},
    {-134, kRejected, FailureClass::recipient, "refused"},
    {-135, kDeferred, FailureClass::configuration, "not_authorized"},
    {-1351, kDeferred, FailureClass::configuration, "not_authorized"},
    {-136, kDeferred, FailureClass::configuration, "misconfigured"},
    {-137, kDeferred, FailureClass::money, "no_balance"},
    {-138, kDeferred, FailureClass::configuration, "not_authorized"},
    {-1381, kDeferred, FailureClass::configuration, "not_authorized"},
    {-139, kRejected, FailureClass::recipient, "opted_out"},
    {-140, kRejected, FailureClass::recipient, "refused"},
    {-141, kRejected, FailureClass::recipient, "opted_out"},
    {-142, kDeferred, FailureClass::configuration, "misconfigured"},
    {-143, kDeferred, FailureClass::configuration, "misconfigured"},
    {-144, kDeferred, FailureClass::throttled, "out_of_quota"},
    {-1441, kRejected, FailureClass::content, "template_rejected"},
    {-145, kRejected, FailureClass::content, "template_rejected"},
    {-146, kRejected, FailureClass::content, "template_rejected"},
    {-147, kDeferred, FailureClass::throttled, "out_of_quota"},
    {-1471, kRejected, FailureClass::recipient, "refused"},
    {-1472, kDeferred, FailureClass::transient, "out_of_quota"},
    {-148, kDeferred, FailureClass::configuration, "misconfigured"},
    {-149, kDeferred, FailureClass::configuration, "misconfigured"},
    {-1491, kDeferred, FailureClass::configuration, "misconfigured"},
    {-150, kDeferred, FailureClass::configuration, "misconfigured"},
    {-151, kDeferred, FailureClass::configuration, "misconfigured"},
    {-152, kDeferred, FailureClass::configuration, "misconfigured"},
    {-153, kRejected, FailureClass::recipient, "content_rejected"},
    {-158, kDeferred, FailureClass::configuration, "misconfigured"},
    {-159, kDeferred, FailureClass::configuration, "misconfigured"},
    {-160, kDeferred, FailureClass::configuration, "misconfigured"},
    {-161, kRejected, FailureClass::recipient, "content_rejected"},
    {-162, kRejected, FailureClass::recipient, "content_rejected"},
    {-216, kDeferred, FailureClass::configuration, "not_authorized"},
    {-220, kDeferred, FailureClass::configuration, "not_authorized"},
};

ZaloReply reply_of(const std::string& code) {
  HttpResponse response;
  response.sent = true;
  response.complete = true;
  response.status = 200;
  response.body = R"({"error":)" + code + R"(,"message":"words"})";
  return read_zalo_reply(response, kAfternoon);
}

TEST_CASE("every code of the vendor's table has its class, its reason and the verdict that follows") {
  for (const Row& row : kRows) {
    INFO(row.code);
    const Outcome outcome = outcome_of(row.code);
    CHECK(outcome.verdict == row.verdict);
    CHECK(outcome.failure == row.failure);
    CHECK(outcome.reason == row.reason);
    CHECK(outcome.code == std::to_string(row.code));
    CHECK(outcome.detail == "words");
  }
}

TEST_CASE("what is in the table is in the test, and the other way round") {
  for (const ZaloError& error : all_zalo_errors()) {
    INFO(error.code);
    CHECK(std::ranges::count(kRows, error.code, &Row::code) == 1);
  }
  CHECK(std::size(kRows) == all_zalo_errors().size());
  for (const int code : {0, 1, -1, -109999, -200, -234}) CHECK(find_zalo_error(code) == nullptr);
}

TEST_CASE("only these three say that the token is no longer valid") {
  for (const Row& row : kRows) {
    const bool token = row.code == -124 || row.code == -216 || row.code == -220;
    CHECK(reply_of(std::to_string(row.code)).token_refused == token);
  }
  CHECK(reply_of("\"-124\"").token_refused);
}

TEST_CASE("what may pass is tried a bounded number of times") {
  CHECK(outcome_of(-100).most_attempts == 5);
  CHECK(outcome_of(-1123).most_attempts == 2);
  CHECK_FALSE(outcome_of(-100).for_a_person);
  const ZaloReply unknown = reply_of("-9999");
  CHECK(unknown.unknown);
  CHECK(unknown.outcome.most_attempts == 3);
  CHECK(unknown.outcome.for_a_person);
}

TEST_CASE("a template's own limit holds back its messages, the account's holds back all") {
  CHECK(reply_of("-147").outcome.of_template);
  CHECK_FALSE(reply_of("-147").quota_used_up);
  CHECK_FALSE(reply_of("-144").outcome.of_template);
  CHECK(reply_of("-144").quota_used_up);
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

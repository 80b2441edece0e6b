#include "channels/website/answer.hpp"

#include <catch2/catch.hpp>

using namespace triand::channels;
using namespace triand::channels::website;
using Kind = Judged::Kind;

namespace {

const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1797588000)};

HttpResponse answer(int status, const std::string& body = "") {
  HttpResponse out;
  out.sent = out.complete = true;
  out.status = status;
  out.body = body;
  return out;
}

Judged judge(const HttpResponse& response, bool whole = false) { return judge_answer(response, whole, kNow); }

}  // namespace

TEST_CASE("each notice has its own result") {
  const Judged judged = judge(answer(200, R"({"results":[
    {"notice_id":"N1","status":"accepted"},{"notice_id":"N2","status":"duplicate"},
    {"notice_id":"N3","status":"rejected","reason":"unknown_customer"},
    {"notice_id":"N4","status":"rejected","reason":"because"},{"notice_id":"N5","status":"later"},7]})"));
  REQUIRE(judged.kind == Kind::each);
  CHECK(judged.outcomes.at("N1").verdict == Verdict::accepted);
  CHECK(judged.outcomes.at("N1").provider_id == "N1");
  CHECK(judged.outcomes.at("N2").duplicate);
  CHECK(judged.outcomes.at("N3").verdict == Verdict::rejected);
  CHECK(judged.outcomes.at("N3").reason == "no_such_address");
  CHECK(judged.outcomes.at("N3").code == "unknown_customer");
  // One customer's trouble is not the text's.
  CHECK(judged.outcomes.at("N4").failure == FailureClass::recipient);
  CHECK(judged.outcomes.at("N4").reason == "refused");
  CHECK_FALSE(judged.outcomes.contains("N5"));
  CHECK(left_out().verdict == Verdict::in_doubt);
}

TEST_CASE("an answer without results counts for the batch only where the config says so") {
  for (const char* body : {"", "<html>", "{}", R"({"results":3})", "{\"results\":["}) {
    CHECK(judge(answer(200, body)).kind == Kind::all);
    CHECK(judge(answer(200, body)).outcome.verdict == Verdict::in_doubt);
    CHECK(judge(answer(204, body), true).outcome.verdict == Verdict::accepted);
  }
}

TEST_CASE("a portal that is away, slow or in trouble is given the same batch again") {
  HttpResponse lost;
  lost.error = "refused";
  CHECK(judge(lost).kind == Kind::again);
  CHECK_FALSE(judge(lost).may_have_arrived);
  CHECK(judge(lost).outcome.reason == "gateway_down");
  lost.sent = true;
  CHECK(judge(lost).may_have_arrived);
  CHECK(judge(lost).outcome.verdict == Verdict::in_doubt);
  for (const int status : {408, 500, 502, 503, 504}) {
    CHECK(judge(answer(status)).kind == Kind::again);
    CHECK(judge(answer(status)).may_have_arrived);
  }
  HttpResponse busy = answer(429);
  busy.headers = {{"Retry-After", "7"}};
  CHECK(judge(busy).kind == Kind::again);
  CHECK_FALSE(judge(busy).may_have_arrived);
  CHECK(judge(busy).outcome.failure == FailureClass::throttled);
  CHECK(judge(busy).outcome.retry_after == std::chrono::seconds(7));
}

TEST_CASE("a batch that is refused is halved, what only an administrator mends stops the channel") {
  for (const int status : {400, 413, 422}) CHECK(judge(answer(status)).kind == Kind::split);
  for (const int status : {301, 302, 307, 401, 403, 404, 405, 410, 415}) {
    const Judged judged = judge(answer(status));
    CHECK(judged.kind == Kind::all);
    CHECK(judged.outcome.failure == FailureClass::configuration);
    CHECK(judged.outcome.code == std::to_string(status));
  }
  CHECK(judge(answer(401)).outcome.reason == "not_authorized");
  CHECK(judge(answer(410)).outcome.reason == "misconfigured");
}

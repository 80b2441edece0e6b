#include <catch2/catch.hpp>

#include "channels/exec/said.hpp"
#include "channels/letter/summary.hpp"
#include "channels/sms/answer.hpp"
#include "channels/website/answer.hpp"
#include "channels/website/seen.hpp"
#include "channels/zalo/pages.hpp"
#include "channels/zalo/reply.hpp"
#include "channels/zalo/token_pair.hpp"
#include "channels/zalo/token_reply.hpp"
#include "channels/zalo/webhook.hpp"

using namespace triand;
using namespace triand::channels;

namespace {

const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1797588000)};

// More than any gateway has reason for, and as much as fits into the largest answer that is read.
constexpr int kShallow = 8;
constexpr int kDeep = 100'000;

// The object with one more member, so many lists inside each other. Nothing but their number is wrong with it.
std::string with_lists(const std::string& object, int depth) {
  const auto lists = static_cast<std::size_t>(depth);
  return object.substr(0, object.size() - 1) + ",\"more\":" + std::string(lists, '[') +
         std::string(lists, ']') + "}";
}

HttpResponse answer(const std::string& body) {
  HttpResponse out;
  out.sent = out.complete = true;
  out.status = 200;
  out.body = body;
  return out;
}

}  // namespace

TEST_CASE("a gateway's answer that is nested without measure is one that nobody understands") {
  REQUIRE(with_lists("{\"a\":1}", 2) == "{\"a\":1,\"more\":[[]]}");
  const std::string sent = R"({"error":0,"data":{"msg_id":"m1"}})";
  CHECK(read_zalo_reply(answer(with_lists(sent, kShallow)), kNow).outcome.verdict == Verdict::accepted);
  CHECK(read_zalo_reply(answer(with_lists(sent, kDeep)), kNow).outcome.verdict == Verdict::in_doubt);

  const std::string sms = R"({"CodeResult":"100"})";
  CHECK(Answer(Answer::Format::json, with_lists(sms, kShallow)).field("CodeResult") == "100");
  CHECK_FALSE(Answer(Answer::Format::json, with_lists(sms, kDeep)).readable());

  const std::string portal = R"({"results":[{"notice_id":"N1","status":"accepted"}]})";
  using Kind = website::Judged::Kind;
  CHECK(website::judge_answer(answer(with_lists(portal, kShallow)), false, kNow).kind == Kind::each);
  const website::Judged judged = website::judge_answer(answer(with_lists(portal, kDeep)), false, kNow);
  CHECK(judged.kind == Kind::all);
  CHECK(judged.outcome.verdict == Verdict::in_doubt);

  const std::string page = R"({"error":0,"data":{"dailyQuota":500,"remainingQuota":499}})";
  ZaloQuota quota;
  CHECK(read_quota_page(answer(with_lists(page, kShallow)), quota, kNow));
  CHECK_FALSE(read_quota_page(answer(with_lists(page, kDeep)), quota, kNow));
}

TEST_CASE("a token is not taken out of what is nested without measure") {
  const std::string tokens = R"({"access_token":"a-token","refresh_token":"r-token","expires_in":"90000"})";
  CHECK(read_token_reply(answer(with_lists(tokens, kShallow))).kind == TokenReply::Kind::renewed);
  CHECK(read_token_reply(answer(with_lists(tokens, kDeep))).kind != TokenReply::Kind::renewed);
  std::string fault;
  CHECK(TokenPair::from_administrator(tokens, fault));
  CHECK_FALSE(TokenPair::from_administrator(with_lists(tokens, kDeep), fault));
  CHECK(fault.find("a-token") == std::string::npos);
}

TEST_CASE("a report that is nested without measure says nothing, whoever signed it") {
  const config::Secret key("test-oa-secret-key");
  const std::string body =
      R"({"event_name":"user_received_message","message":{"delivery_time":"1","msg_id":"m","tracking_id":"t"},)"
      R"("app_id":"1","timestamp":"1602560967477"})";
  const auto read = [&key](const std::string& event) {
    WebhookRequest request{.method = "POST", .query = {}, .body = event, .headers = {}};
    request.headers = {
        {"X-ZEvent-Signature", "mac=" + zalo_signature("1", event, "1602560967477", key.reveal())}};
    return read_zalo_event(request, "1", key);
  };
  CHECK(read(with_lists(body, kShallow)).receipts.size() == 1);
  CHECK(read(with_lists(body, kDeep)).receipts.empty());

  website::SigningKeys keys;
  keys.push_back(website::SigningKey::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value());
  const std::string seen = R"({"type":"notice.seen","data":{"notice_id":"N1"}})";
  const auto told = [&keys](const std::string& notice) {
    WebhookRequest request{.method = "POST", .query = {}, .body = notice, .headers = {}};
    request.headers = {{"Webhook-Id", "seen_1"},
                       {"Webhook-Timestamp", "1797588000"},
                       {"Webhook-Signature", website::signatures(keys, "seen_1", 1797588000, notice)}};
    return website::read_seen(request, keys, kNow);
  };
  CHECK(told(with_lists(seen, kShallow)).receipts.size() == 1);
  CHECK(told(with_lists(seen, kDeep)).receipts.empty());
}

TEST_CASE("a program's line and a batch's summary are read to a measure") {
  const std::string line = R"({"reference":"R1","outcome":"accepted"})";
  CHECK(exec::read_line(with_lists(line, kShallow)).outcome);
  CHECK_FALSE(exec::read_line(with_lists(line, kDeep)).outcome);

  letter::Summary summary;
  summary.batch = "b-001";
  summary.campaign = "tri-an-2026";
  summary.created = letter::Time(kNow);
  std::string json = letter::to_json(summary);
  while (!json.empty() && json.back() == '\n') json.pop_back();
  CHECK(letter::summary_from(with_lists(json, kShallow)));
  CHECK_FALSE(letter::summary_from(with_lists(json, kDeep)));
}

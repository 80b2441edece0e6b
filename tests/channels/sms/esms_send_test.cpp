#include <atomic>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/sms/sms_fixture.hpp"

namespace triand::channels {
namespace {

using namespace std::chrono_literals;

// What the gateway got for one envelope.
ReceivedRequest request_for(const Envelope& envelope, const std::string& webhook_url) {
  ReceivedRequest seen;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    seen = request;
    peer.answer(200, R"({"CodeResult":"100","CountRegenerate":0,"SMSID":"d5"})");
  });
  SmsFixture fixture(server->url());
  fixture.runtime.webhook_url = webhook_url;
  CHECK(fixture.send(envelope).verdict == Verdict::accepted);
  return seen;
}

Outcome answered(int status, const std::string& body, const std::string& headers = "") {
  const auto server =
      TestServer::answering([&](Peer& peer, const ReceivedRequest&) { peer.answer(status, body, headers); });
  SmsFixture fixture(server->url());
  return fixture.send(thank_you());
}

TEST_CASE("the request to eSMS has exactly the documented keys") {
  const ReceivedRequest seen =
      request_for(thank_you("Cam on \"Quy khach\""), "https://tri-an.example/webhooks/sms/s3");
  CHECK(seen.line() == "POST /MainService.svc/json/SendMultipleMessage_V4_post_json/");
  CHECK(seen.header("content-type").starts_with("application/json"));
  CHECK(boost::json::parse(seen.body) == boost::json::parse(R"({
    "ApiKey": "key-123456", "SecretKey": "secret-123456", "Phone": "0901888484",
    "Content": "Cam on \"Quy khach\"", "Brandname": "EVNNPC", "SmsType": "2", "IsUnicode": "0",
    "RequestId": "a1b2c3d4e5", "campaignid": "tri-an-2026", "CallbackUrl": "https://tri-an.example/webhooks/sms/s3"})"));
}

TEST_CASE("a text with diacritics asks for Unicode and arrives as it is") {
  const ReceivedRequest seen = request_for(thank_you("Cảm ơn Quý khách\nTrân trọng"), "x");
  const auto body = boost::json::parse(seen.body).as_object();
  CHECK(body.at("IsUnicode") == "1");
  CHECK(body.at("Content") == "Cảm ơn Quý khách\nTrân trọng");
}

TEST_CASE("keys whose value is empty are left out") {
  Envelope envelope = thank_you();
  envelope.campaign.clear();
  const auto body = boost::json::parse(request_for(envelope, "").body).as_object();
  CHECK_FALSE(body.contains("CallbackUrl"));
  CHECK_FALSE(body.contains("campaignid"));
  CHECK(body.size() == 8);
}

TEST_CASE("code 100 is accepted with the gateway's id") {
  const Outcome outcome =
      answered(200, R"({"CodeResult":"100","CountRegenerate":0,"SMSID":"d533459ee42b2b9525ba9eabf6a8156"})");
  CHECK(outcome.verdict == Verdict::accepted);
  CHECK(outcome.provider_id == "d533459ee42b2b9525ba9eabf6a8156");
  CHECK_FALSE(outcome.duplicate);
  CHECK(outcome.reason.empty());
}

TEST_CASE("code 100 as a number is accepted as well") {
  CHECK(answered(200, R"({"CodeResult":100,"SMSID":"d5"})").verdict == Verdict::accepted);
}

TEST_CASE("code 124 is accepted as a duplicate and has no id") {
  const Outcome outcome = answered(
      200, R"({"CodeResult":"124","CountRegenerate":0,"ErrorMessage":"Request exist 1","SendStatus":"5"})");
  CHECK(outcome.verdict == Verdict::accepted);
  CHECK(outcome.duplicate);
  CHECK(outcome.provider_id.empty());
  CHECK(outcome.code == "124");
  CHECK(outcome.detail == "Request exist 1");
}

TEST_CASE("code 146 is a refused text although it carries an id") {
  const Outcome outcome = answered(
      200,
      R"({"CodeResult":"146","CountRegenerate":0,"ErrorMessage":"Sai template Brandname CSKH","SMSID":"3f5e"})");
  CHECK(outcome.verdict == Verdict::rejected);
  CHECK(outcome.failure == FailureClass::content);
  CHECK(outcome.reason == "template_rejected");
  CHECK(outcome.code == "146");
  CHECK(outcome.provider_id.empty());
  CHECK(outcome.detail == "Sai template Brandname CSKH");
}

TEST_CASE("code 99 has two shapes with two meanings") {
  const Outcome number = answered(200, R"({"CodeResult":"99","ErrorMessage":"Blocked"})");
  CHECK(number.verdict == Verdict::rejected);
  CHECK(number.failure == FailureClass::recipient);
  const Outcome shape = answered(200, R"({"error":"Invalid request"})");
  CHECK(shape.verdict == Verdict::deferred);
  CHECK(shape.failure == FailureClass::configuration);
  CHECK(shape.code == "99");
}

TEST_CASE("every code of the eSMS table has its class and reason") {
  struct Row {
    const char* code;
    Verdict verdict;
    FailureClass failure;
    const char* reason;
  };
  constexpr auto deferred = Verdict::deferred;
  constexpr auto rejected = Verdict::rejected;
  constexpr auto configuration = FailureClass::configuration;
  std::vector<Row> rows = {
      {"99", rejected, FailureClass::recipient, "refused"},
      {"101", deferred, configuration, "not_authorized"},
      {"102", deferred, configuration, "misconfigured"},
      {"103", deferred, FailureClass::money, "no_balance"},
      {"104", deferred, configuration, "misconfigured"},
      {"105", Verdict::in_doubt, FailureClass::transient, "unknown_answer"},
      {"107", deferred, configuration, "misconfigured"},
      {"108", rejected, FailureClass::recipient, "bad_number"},
      {"110", deferred, configuration, "misconfigured"},
      {"118", deferred, configuration, "misconfigured"},
      {"120", deferred, configuration, "misconfigured"},
      {"140", deferred, configuration, "not_authorized"},
      {"146", rejected, FailureClass::content, "template_rejected"},
      {"160", deferred, FailureClass::throttled, "throttled"},
      {"177", rejected, FailureClass::recipient, "carrier_not_registered"},
      {"199", deferred, FailureClass::transient, "gateway_down"},
      {"204", deferred, configuration, "misconfigured"},
      {"210", deferred, configuration, "misconfigured"},
      {"300", deferred, configuration, "misconfigured"},
      {"301", deferred, configuration, "misconfigured"},
      {"687", deferred, configuration, "misconfigured"},
      {"789", deferred, configuration, "misconfigured"},
      {"795", deferred, configuration, "misconfigured"},
      {"802", deferred, configuration, "misconfigured"},
      {"851", deferred, configuration, "misconfigured"},
      {"803", Verdict::in_doubt, FailureClass::transient, "unknown_answer"},
  };
  std::string code;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest&) {
    peer.answer(200, R"({"CodeResult":")" + code + R"(","ErrorMessage":"words"})");
  });
  SmsFixture fixture(server->url());
  for (const Row& row : rows) {
    code = row.code;
    INFO(row.code);
    const Outcome outcome = fixture.send(thank_you());
    CHECK(outcome.verdict == row.verdict);
    CHECK(outcome.failure == row.failure);
    CHECK(outcome.reason == row.reason);
    CHECK(outcome.code == row.code);
  }
}

TEST_CASE("an answer that is not understood is in doubt, never refused and never accepted") {
  const auto check = [](const Outcome& outcome) {
    CHECK(outcome.verdict == Verdict::in_doubt);
    CHECK(outcome.reason == "unknown_answer");
  };
  check(answered(200, "<html><body>100</body></html>"));
  check(answered(502, "<html><body>Bad Gateway</body></html>"));
  check(answered(500, R"({"CodeResult":"100","SMSID":"d5"})"));
  check(answered(200, R"({"CodeResult":"100","SMSID":"d5)"));
  check(answered(200, ""));
  check(answered(200, "[]"));
  check(answered(200, R"({"CodeResult":null})"));
  check(answered(200, R"({"Something":"else"})"));
  check(answered(400, "bad"));
  check(answered(302, R"({"CodeResult":"100","SMSID":"d5"})"));
  check(answered(200, std::string(200, '[')));
}

TEST_CASE("429 waits as long as the gateway asks") {
  const Outcome outcome = answered(429, "<html>", "Retry-After: 30\r\n");
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::throttled);
  CHECK(outcome.retry_after == 30s);
}

TEST_CASE("an address that the gateway does not have stops the channel instead of putting all in doubt") {
  const Outcome outcome = answered(404, "<html>not found</html>");
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::configuration);
  CHECK(outcome.reason == "misconfigured");
}

TEST_CASE("a gateway that is down was sent nothing") {
  SmsFixture fixture(refused_url());
  const Outcome outcome = fixture.send(thank_you());
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::transient);
  CHECK(outcome.reason == "gateway_down");
}

TEST_CASE("no answer in time, or a lost connection, is in doubt") {
  TestServer silent([](Peer& peer) {
    if (peer.read_request()) peer.wait_closed();
  });
  SmsFixture slow(silent.url(), "timeout: 100ms\n");
  CHECK(slow.send(thank_you()).reason == "timeout");
  TestServer closing([](Peer& peer) { (void)peer.read_request(); });
  SmsFixture lost(closing.url());
  const Outcome outcome = lost.send(thank_you());
  CHECK(outcome.verdict == Verdict::in_doubt);
  CHECK(outcome.reason == "connection_lost");
}

TEST_CASE("what the gateway repeats of our keys does not reach the history") {
  const Outcome outcome =
      answered(200, R"({"CodeResult":"101","ErrorMessage":"bad key-123456 or secret-123456"})");
  CHECK(outcome.detail == "bad *** or ***");
}

TEST_CASE("a number that is not Vietnam's is rejected without a request") {
  SmsFixture fixture(refused_url());
  Envelope envelope = thank_you();
  envelope.to = "+15005550006";
  const Outcome outcome = fixture.send(envelope);
  CHECK(outcome.verdict == Verdict::rejected);
  CHECK(outcome.reason == "bad_number");
}

TEST_CASE("a stopping channel takes no more and answers for what is under way") {
  std::atomic<bool> arrived{false};
  TestServer silent([&](Peer& peer) {
    if (!peer.read_request()) return;
    arrived = true;
    peer.wait_closed();
  });
  SmsFixture fixture(silent.url());
  std::vector<Outcome> outcomes;
  fixture.channel->send(thank_you(), [&](Outcome outcome) { outcomes.push_back(std::move(outcome)); });
  run_until(fixture.context, [&] { return arrived.load(); });
  fixture.channel->stop(10ms);
  fixture.channel->stop(10ms);
  fixture.channel->send(thank_you(), [&](Outcome outcome) { outcomes.push_back(std::move(outcome)); });
  run_until(fixture.context, [&] { return outcomes.size() == 2; });
  CHECK(outcomes[0].verdict == Verdict::deferred);
  CHECK(outcomes[0].reason == "interrupted");
  CHECK(outcomes[1].verdict == Verdict::in_doubt);
  CHECK(outcomes[1].reason == "connection_lost");
}

}  // namespace
}  // namespace triand::channels

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/zalo/zalo_fixture.hpp"

namespace triand::channels {
namespace {

constexpr const char* kSuccess =
    R"({"error":0,"message":"Success","data":{"msg_id":"a4d0243feee163bd3af2","sent_time":"1626926349402",)"
    R"("sending_mode":"1","quota":{"dailyQuota":"500","remainingQuota":"499"}}})";

Outcome answered(int status, const std::string& body) {
  const auto server =
      TestServer::answering([&](Peer& peer, const ReceivedRequest&) { peer.answer(status, body); });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage);
  fixture.authorize(storage, "t-1");
  return fixture.send(zalo_thank_you());
}

TEST_CASE("a message goes out by telephone with its template data and its reference") {
  ReceivedRequest seen;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line() != "GET /message/quota") seen = request;
    peer.answer(200, kSuccess);
  });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage);
  fixture.authorize(storage, "t-1");
  const Outcome outcome = fixture.send(zalo_thank_you());
  CHECK(outcome.verdict == Verdict::accepted);
  CHECK(outcome.provider_id == "a4d0243feee163bd3af2");
  CHECK(seen.line() == "POST /message/template");
  CHECK(seen.header("access_token") == "t-1");
  CHECK(seen.header("authorization") == "(none)");
  CHECK(seen.header("content-type") == "application/json");
  CHECK(boost::json::parse(seen.body) == boost::json::parse(R"({"phone":"84987654321","template_id":"330875",
      "template_data":{"customer_name":"Nguyễn \"A\"","customer_code":"PA05010001234"},
      "tracking_id":"a1b2c3d4e5"})"));
}

TEST_CASE("development mode is said in the request") {
  ReceivedRequest seen;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line() != "GET /message/quota") seen = request;
    peer.answer(200, kSuccess);
  });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage, "development: true\n");
  fixture.authorize(storage, "t-1");
  (void)fixture.send(zalo_thank_you());
  CHECK(boost::json::parse(seen.body).at("mode") == "development");
}

TEST_CASE("a telephone leaves as a hash only where that is asked for") {
  ReceivedRequest seen;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line() != "GET /message/quota") seen = request;
    peer.answer(200, kSuccess);
  });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage, "hashed_phone: true\n");
  fixture.authorize(storage, "t-1");
  CHECK(fixture.send(zalo_thank_you()).verdict == Verdict::accepted);
  CHECK(seen.line() == "POST /message/template/hashphone");
  const auto body = boost::json::parse(seen.body).as_object();
  CHECK_FALSE(body.contains("phone"));
  // The vector of the reference: of 84987654321, without a plus sign.
  CHECK(body.at("hash_phone") == "116ce31ae9170769b075a11dedca1198f41d30318334919fb90917e9c617b438");
  CHECK(seen.body.find("987654321") == std::string::npos);
}

TEST_CASE("data that fits nobody stops the template, one customer's does not") {
  TestStorage storage;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest&) {
    peer.answer(200, R"({"error":-1122,"message":"a parameter is missing"})");
  });
  ZaloFixture fixture(server->url(), storage);
  fixture.authorize(storage, "t-1");
  for (int i = 1; i < 5; ++i) CHECK(fixture.send(zalo_thank_you()).failure == FailureClass::recipient);
  CHECK(fixture.send(zalo_thank_you()).failure == FailureClass::content);
}

TEST_CASE("an unknown code is told of, without what may be a telephone") {
  TestStorage storage;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest&) {
    peer.answer(200, R"({"error":-9999,"message":"new trouble with 84987654321"})");
  });
  ZaloFixture fixture(server->url(), storage);
  fixture.authorize(storage, "t-1");
  (void)fixture.send(zalo_thank_you());
  const std::string trouble = fixture.channel->trouble();
  CHECK(trouble.find("-9999 new trouble with ***") != std::string::npos);
}

TEST_CASE("a token that an answer repeats is hidden, also where the answer is cut or about an older token") {
  const std::string token = "a-token-of-some-length";
  // The cut at 300 bytes would fall into the token.
  const std::string words = std::string(290, '.') + token;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest&) {
    peer.answer(200, R"({"error":-118,"message":")" + words + R"("})");
  });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage);
  fixture.authorize(storage, token);
  CHECK(fixture.send(zalo_thank_you()).detail == std::string(290, '.') + "***");
  std::optional<TemplateAnswer> page;
  fixture.channel->ask_template("330875", [&](TemplateAnswer value) { page = std::move(value); });
  run_until(fixture.context, [&] { return page.has_value(); });
  CHECK(page->fault.find("a-token") == std::string::npos);
  // Another pair is in use when the answer comes.
  std::optional<Outcome> outcome;
  fixture.channel->send(zalo_thank_you(), [&](Outcome value) { outcome = std::move(value); });
  fixture.authorize(storage, "another-token-by-now");
  run_until(fixture.context, [&] { return outcome.has_value(); });
  CHECK(outcome->detail.find("a-token") == std::string::npos);
}

TEST_CASE("an error may be a number or a text, with data null or absent") {
  for (const char* body : {R"({"error":-118,"message":"Zalo account not existed","data":null})",
                           R"({"error":"-118","message":"Zalo account not existed"})"}) {
    const Outcome outcome = answered(200, body);
    CHECK(outcome.verdict == Verdict::rejected);
    CHECK(outcome.failure == FailureClass::recipient);
    CHECK(outcome.reason == "not_a_zalo_user");
    CHECK(outcome.code == "-118");
    CHECK(outcome.detail == "Zalo account not existed");
  }
}

TEST_CASE("success without a message id is in doubt, and so is whatever is no answer of the service") {
  for (const auto& [status, body] :
       std::vector<std::pair<int, std::string>>{{200, R"({"error":0,"message":"Success"})"},
                                                {200, R"({"error":0,"message":"Success","data":null})"},
                                                {200, R"({"error":0,"data":{"msg_id":""}})"},
                                                {200, R"({"message":"Success","data":{"msg_id":"a"}})"},
                                                {200, R"({"error":0,"data":{"msg_id":"a4d0)"},
                                                {200, ""},
                                                {200, "<html>ok</html>"},
                                                {400, "<html>bad</html>"},
                                                {403, R"({"error":0,"data":{"msg_id":"a"}})"},
                                                {502, "<html>bad gateway</html>"},
                                                {500, kSuccess},
                                                {500, R"({"error":-118})"}}) {
    INFO(status << " " << body);
    const Outcome outcome = answered(status, body);
    CHECK(outcome.verdict == Verdict::in_doubt);
    CHECK(outcome.reason == "unknown_answer");
  }
}

TEST_CASE("the service's word counts whatever the HTTP status of a refusal") {
  CHECK(answered(400, R"({"error":-118,"message":"x"})").reason == "not_a_zalo_user");
}

TEST_CASE("an unknown code is tried again and keeps the service's words") {
  const Outcome outcome = answered(200, R"({"error":-9999,"message":"new trouble"})");
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::transient);
  CHECK(outcome.reason == "unknown_answer");
  CHECK(outcome.code == "-9999");
  CHECK(outcome.detail == "new trouble");
}

TEST_CASE("a wrong address stops the channel instead of putting all in doubt") {
  const Outcome outcome = answered(404, "<html>not found</html>");
  CHECK(outcome.verdict == Verdict::deferred);
  CHECK(outcome.failure == FailureClass::configuration);
}

TEST_CASE("what never left may be tried again, what may have left is in doubt") {
  TestStorage storage;
  ZaloFixture down(refused_url(), storage);
  down.authorize(storage, "t-1");
  CHECK(down.send(zalo_thank_you()).reason == "gateway_down");
  CHECK(down.send(zalo_thank_you()).verdict == Verdict::deferred);
  TestServer silent([](Peer& peer) {
    if (peer.read_request()) peer.wait_closed();
  });
  ZaloFixture slow(silent.url(), storage, "timeout: 100ms\n");
  const Outcome outcome = slow.send(zalo_thank_you());
  CHECK(outcome.verdict == Verdict::in_doubt);
  CHECK(outcome.reason == "timeout");
}

TEST_CASE("numbers that can have no account are rejected without a request") {
  TestStorage storage;
  ZaloFixture fixture(refused_url(), storage);
  fixture.authorize(storage, "t-1");
  for (const auto& [number, reason] :
       {std::pair("+842438221122", "not_a_zalo_user"), std::pair("+15005550006", "bad_number"),
        std::pair("+8498765432", "bad_number"), std::pair("+84187654321", "bad_number"),
        std::pair("", "bad_number")}) {
    Envelope envelope = zalo_thank_you();
    envelope.to = number;
    const Outcome outcome = fixture.send(envelope);
    CHECK(outcome.verdict == Verdict::rejected);
    CHECK(outcome.failure == FailureClass::recipient);
    CHECK(outcome.reason == reason);
  }
}

}  // namespace
}  // namespace triand::channels

#include <atomic>
#include <fstream>

#include <catch2/catch.hpp>

#include "channels/sms/encoding.hpp"
#include "channels/sms/phone_form.hpp"
#include "channels/sms/xml_text.hpp"
#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/sms/gateway_fixture.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

using namespace std::chrono_literals;

}  // namespace

TEST_CASE("eSMS is asked what became of a message only where it cannot tell") {
  std::atomic<int> polls{0};
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line().starts_with("POST")) {
      peer.answer(200, R"({"CodeResult":"100","SMSID":"d5"})");
      return;
    }
    CHECK(request.line() ==
          "GET /MainService.svc/json/GetSendStatus?RefId=d5&ApiKey=key-api_key&SecretKey=key-secret_key");
    peer.answer(200, ++polls < 2 ? R"({"CodeResponse":"100","SendStatus":2,"SendSuccess":0,"SendFailed":0})"
                                 : R"({"CodeResponse":"100","SendStatus":5,"SendSuccess":1,"SendFailed":0})");
  });
  const config::Scratch scratch;
  std::ifstream file(installed_gateways() + "/esms.yaml");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  text.replace(text.find("first: 30s"), 10, "first: 20ms");
  (void)scratch.write("quick.yaml", text);
  GatewayFixture deaf("quick", server->url(), scratch.path(""), "");
  REQUIRE(deaf.channel);
  CHECK(deaf.send(thank_you()).verdict == Verdict::accepted);
  run_until(deaf.context, [&] { return !deaf.receipts.empty(); });
  CHECK(polls == 2);
  CHECK(deaf.receipts[0].word == Receipt::Word::delivered);
  CHECK(deaf.receipts[0].reference == "a1b2c3d4e5");
  CHECK(deaf.receipts[0].provider_id == "d5");
  GatewayFixture told("quick", server->url(), scratch.path(""), "https://t.example/w");
  CHECK(told.send(thank_you()).verdict == Verdict::accepted);
  CHECK(polls == 2);
}

TEST_CASE(
    "what an earlier run has left is asked about again, unless it is too old or reports come by themselves") {
  std::atomic<int> polls{0};
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    CHECK(request.line().starts_with("GET /MainService.svc/json/GetSendStatus?RefId=d5&"));
    ++polls;
    peer.answer(200, R"({"CodeResponse":"100","SendStatus":5,"SendSuccess":1,"SendFailed":0})");
  });
  const config::Scratch scratch;
  std::ifstream file(installed_gateways() + "/esms.yaml");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  text.replace(text.find("first: 30s"), 10, "first: 20ms");
  (void)scratch.write("quick.yaml", text);
  GatewayFixture deaf("quick", server->url(), scratch.path(""), "");
  REQUIRE(deaf.channel);
  REQUIRE(deaf.channel->asks_for() > 1h);
  deaf.channel->go_on_asking({{"OLD", "d4", "+84901888484", kTestNow - deaf.channel->asks_for() - 1s},
                              {"NOID", "", "+84901888484", kTestNow - 1h},
                              {"REF", "d5", "+84901888484", kTestNow - 1h}});
  run_until(deaf.context, [&] { return !deaf.receipts.empty(); });
  CHECK(polls == 1);
  CHECK(deaf.receipts[0].word == Receipt::Word::delivered);
  CHECK(deaf.receipts[0].reference == "REF");
  CHECK(deaf.receipts[0].provider_id == "d5");
  GatewayFixture told("quick", server->url(), scratch.path(""), "https://t.example/w");
  CHECK(told.channel->asks_for() == 0ms);
  told.channel->go_on_asking({{"REF", "d5", "+84901888484", kTestNow - 1h}});
  told.context.poll();
  CHECK(polls == 1);
}

TEST_CASE(
    "what stands for a telephone in an id is the same in every form of it and nothing without the key") {
  const std::string tag = phone_tag("key", "+84901888484");
  CHECK(tag.size() == 12);
  CHECK(phone_tag("key", "0901888484") == tag);
  CHECK(phone_tag("key", "84901888484") == tag);
  CHECK(phone_tag("key", "84901888485") != tag);
  CHECK(phone_tag("another", "84901888484") != tag);
}

TEST_CASE("reports of SpeedSMS name its own id and the telephone, and other calls are passed over") {
  GatewayFixture fixture("speedsms", "https://x.example");
  REQUIRE(fixture.channel);
  CHECK(fixture.channel->reports_by_webhook());
  CHECK(fixture.channel->reports_by_id_alone());
  const auto receive = [&](const std::string& body) {
    return fixture.channel->receive({"POST", "", body, {{"Content-Type", "application/json"}}});
  };
  const auto result = receive(R"({"type":"report","tranId":"123","phone":"84901888484","status":0})");
  REQUIRE(result.receipts.size() == 1);
  CHECK(result.receipts[0].word == Receipt::Word::delivered);
  CHECK(result.receipts[0].provider_id == "123:" + phone_tag(kHashKey, "84901888484"));
  CHECK(receive(R"({"type":"report","tranId":123,"phone":"84","status":5})").receipts.at(0).word ==
        Receipt::Word::pending);
  CHECK(receive(R"({"type":"report","tranId":123,"phone":"84","status":64})").receipts.at(0).word ==
        Receipt::Word::failed);
  CHECK(receive(R"({"type":"sms","phone":"84901888484","content":"TC"})").receipts.empty());
  CHECK(receive(R"({"type":"sms"})").fault.empty());
  CHECK(receive(R"({"type":"report","status":0})").fault == "the message is not named");
  CHECK(receive(R"({"type":"report","tranId":1})").fault == "the field status is missing");
  for (const char* hostile : {"", "[", "[1]", "null", "\"x\""}) CHECK((receive(hostile).receipts.empty()));
}

TEST_CASE("a report of Twilio is believed with its signature and without nothing is") {
  GatewayFixture fixture("twilio", "https://x.example");
  REQUIRE(fixture.channel);
  CHECK(fixture.channel->signs_receipts());
  CHECK_FALSE(fixture.channel->reports_by_id_alone());
  const std::string query = "reference=R1";
  const std::string body = "MessageSid=SM1&MessageStatus=delivered&To=%2B84901888484";
  const std::string text =
      "https://t.example/webhooks/sms/s3?reference=R1MessageSidSM1MessageStatusdeliveredTo+84901888484";
  const std::string signature = base64_of(hmac_sha1_of("key-auth_token", text));
  const auto receive = [&](const std::string& sent, const std::string& with) {
    return fixture.channel->receive({"POST", query, sent, {{"x-twilio-signature", with}}});
  };
  const auto good = receive(body, signature);
  REQUIRE(good.authentic);
  REQUIRE(good.receipts.size() == 1);
  CHECK(good.receipts[0].reference == "R1");
  CHECK(good.receipts[0].word == Receipt::Word::delivered);
  CHECK_FALSE(receive("MessageSid=SM1&MessageStatus=failed&To=%2B84901888484", signature).authentic);
  CHECK_FALSE(receive(body, "").authentic);
}

TEST_CASE("the measured Twilio signature of the reference holds") {
  const std::string text =
      "https://mycompany.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+14158675309Digits1234"
      "From+14158675309To+18005551212";
  CHECK(base64_of(hmac_sha1_of("12345", text)) == "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
}

TEST_CASE("XML is read without a document type, to a certain depth, and only when it is whole") {
  CHECK(xml_leaves("<a x=\"1>2\"><!-- <b> --><n:b>1 &lt; &#x32;</n:b><c/><d><![CDATA[<e>]]></d></a>") ==
        std::vector<std::pair<std::string, std::string>>{{"b", "1 < 2"}, {"c", ""}, {"d", "<e>"}});
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (const std::string& bad :
       {std::string("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"), std::string("<a>&x;</a>"),
        std::string("<a><b></a></b>"), std::string("<a>"), std::string("a"), std::string(),
        std::string("<a/><b/>"), std::string("<a>&#0;</a>"), deep})
    CHECK_FALSE(xml_leaves(bad).has_value());
}

}  // namespace triand::channels

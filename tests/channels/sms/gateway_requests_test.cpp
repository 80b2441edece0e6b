#include <atomic>
#include <fstream>

#include <boost/json/parse.hpp>
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

// What a gateway got for one envelope, and how the answer was read.
struct Exchange {
  ReceivedRequest request;
  Outcome outcome;
};

Exchange exchange(const std::string& gateway, const Envelope& envelope, int status, const std::string& body) {
  Exchange out;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    out.request = request;
    peer.answer(status, body);
  });
  GatewayFixture fixture(gateway, server->url());
  REQUIRE(fixture.channel);
  out.outcome = fixture.send(envelope);
  return out;
}

Envelope to_phone(const std::string& phone, const std::string& text = "Cam on") {
  Envelope envelope = thank_you(text);
  envelope.to = phone;
  envelope.reference = "R" + phone.substr(phone.size() - 4);
  return envelope;
}

}  // namespace

TEST_CASE("Viettel gets a SOAP document with its elements in the documented order") {
  const Exchange seen = exchange("viettel", thank_you("Cảm ơn <Quý khách> & \"gia đình\""), 200, "");
  CHECK(seen.request.line() == "POST /WS");
  CHECK(seen.request.header("content-type") == "text/xml; charset=utf-8");
  CHECK(seen.request.header("soapaction") == "\"\"");
  CHECK(
      seen.request.body ==
      R"(<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:impl="http://impl.bulkSms.ws/">)"
      "<soapenv:Header/><soapenv:Body><impl:wsCpMt><User>key-user</User><Password>key-password</Password>"
      "<CPCode>key-cp_code</CPCode><RequestID>1</RequestID><UserID>84901888484</UserID>"
      "<ReceiverID>84901888484</ReceiverID><ServiceID>EVNNPC</ServiceID><CommandCode>bulksms</CommandCode>"
      "<Content>Cảm ơn &lt;Quý khách&gt; &amp; &quot;gia đình&quot;</Content><ContentType>1</ContentType>"
      "</impl:wsCpMt></soapenv:Body></soapenv:Envelope>");
}

TEST_CASE("VietGuys gets a form and VNPT a document inside one") {
  const Exchange form = exchange("vietguys", thank_you("50% & hon"), 200, "0");
  CHECK(form.request.header("content-type") == "application/x-www-form-urlencoded");
  CHECK(form.request.body ==
        "u=key-user&pwd=key-passcode&from=EVNNPC&phone=84901888484&sms=50%25%20%26%20hon&bid=a1b2c3d4e5&type="
        "0&json=1");
  const Exchange xml = exchange("vnpt-xml", thank_you("a<b"), 200, "");
  CHECK(xml.request.body.starts_with(
      "xmlRequest=%3CRQST%3E%3Cname%3Esend_sms_list%3C%2Fname%3E%3CREQID%3Ea1b2c3d4e5"));
  CHECK(xml.request.body.find(
            "%3CPARAMS%3E%3CNUM%3E1%3C%2FNUM%3E%3CCONTENT%3Ea%26lt%3Bb%3C%2FCONTENT%3E%3C%2FPARAMS%3E") !=
        std::string::npos);
}

TEST_CASE("Twilio gets the account in its path, Basic, and an address that brings the reference back") {
  const Exchange seen = exchange("twilio", thank_you(), 201, R"({"sid":"SM1"})");
  CHECK(seen.request.line() == "POST /2010-04-01/Accounts/key-account_sid/Messages.json");
  CHECK(seen.request.header("authorization") == "Basic " + base64_of("key-account_sid:key-auth_token"));
  CHECK(seen.request.body ==
        "To=%2B84901888484&From=EVNNPC&Body=Cam%20on%20Quy%20khach&StatusCallback="
        "https%3A%2F%2Ft.example%2Fwebhooks%2Fsms%2Fs3%3Freference%3Da1b2c3d4e5");
}

TEST_CASE("a multipart form and a query carry any text, and a POST without a body is none") {
  const config::Scratch scratch;
  const std::string reply = "reply: {format: text, success: {\".\": ok}}\n";
  (void)scratch.write(
      "parts.yaml",
      "endpoint: https://x.example\nrequest:\n  method: POST\n  format: multipart\n  path: /s\n"
      "  phone: \"0\"\n  body: {to: \"${phone}\", text: \"${text}\"}\n" +
          reply);
  (void)scratch.write("query.yaml",
                      "endpoint: https://x.example\nauth: {kind: bearer, token: \"${credentials.t}\"}\n"
                      "request:\n  method: GET\n  path: /s\n  phone: \"0\"\n"
                      "  query: {to: \"${phone}\", text: \"${text}\"}\n" +
                          reply);
  ReceivedRequest seen;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    seen = request;
    peer.answer(200, "ok");
  });
  GatewayFixture parts("parts", server->url(), scratch.path(""));
  for (const auto& problem : parts.problems) UNSCOPED_INFO(problem.to_string());
  REQUIRE(parts.channel);
  CHECK(parts.send(thank_you("a&b\r\n--c")).verdict == Verdict::accepted);
  const std::string type = seen.header("content-type");
  REQUIRE(type.starts_with("multipart/form-data; boundary="));
  const std::string boundary = "--" + type.substr(type.find('=') + 1);
  CHECK(seen.body ==
        boundary + "\r\nContent-Disposition: form-data; name=\"to\"\r\n\r\n0901888484\r\n" + boundary +
            "\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na&b\r\n--c\r\n" + boundary + "--\r\n");
  GatewayFixture query("query", server->url(), scratch.path(""));
  REQUIRE(query.channel);
  CHECK(query.send(thank_you("a&b #1")).verdict == Verdict::accepted);
  CHECK(seen.line() == "GET /s?to=0901888484&text=a%26b%20%231");
  CHECK(seen.header("authorization") == "Bearer key-t");
  CHECK(seen.body.empty());
}

TEST_CASE(
    "equal texts go in one request, a telephone once in each, and those that were not taken are known") {
  std::vector<std::string> bodies;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    bodies.push_back(request.body);
    peer.answer(200, R"({"status":"success","code":"00","data":{"tranId":)" + std::to_string(bodies.size()) +
                         R"(,"invalidPhone":["0901000003"]}})");
  });
  GatewayFixture fixture("speedsms", server->url());
  REQUIRE(fixture.channel);
  const auto outcomes =
      fixture.send_all({to_phone("+84901000001"), to_phone("+84901000002"), to_phone("+84901000003"),
                        to_phone("+84901000001", "Khac"), to_phone("+84901000001")});
  // The gateway's pace lets the third request wait no longer than two seconds: it goes back to its lane.
  REQUIRE(bodies.size() == 2);
  // The second telephone 1 with the same text sends the first batch off.
  CHECK(boost::json::parse(bodies[0]).at("to") ==
        boost::json::parse(R"(["84901000001","84901000002","84901000003"])"));
  CHECK(outcomes[0].verdict == Verdict::accepted);
  CHECK(outcomes[0].provider_id == "1:" + phone_tag("+84901000001"));
  CHECK(outcomes[1].provider_id == "1:" + phone_tag("0901000002"));
  CHECK(outcomes[2].verdict == Verdict::rejected);
  CHECK(outcomes[2].reason == "bad_number");
  CHECK(outcomes[3].provider_id.ends_with(":" + phone_tag("84901000001")));
  CHECK(outcomes[3].provider_id != outcomes[0].provider_id);
  CHECK(outcomes[4].verdict == Verdict::deferred);
  CHECK(outcomes[4].reason == "throttled");
}

TEST_CASE("each message of an array has its own result, and a list that does not fit says nothing of any") {
  std::string answer;
  const auto server =
      TestServer::answering([&](Peer& peer, const ReceivedRequest&) { peer.answer(200, answer); });
  GatewayFixture fixture("stringee", server->url());
  REQUIRE(fixture.channel);
  answer = R"({"smsSent":1,"result":[{"r":0,"msg":"Success"},{"r":7,"msg":"Failed"}]})";
  auto outcomes = fixture.send_all({to_phone("+84901000001", "a"), to_phone("+84901000002", "b")});
  CHECK(outcomes[0].verdict == Verdict::accepted);
  CHECK(outcomes[1].verdict == Verdict::in_doubt);
  CHECK(outcomes[1].code == "7");
  answer = R"({"smsSent":1,"result":[{"r":0,"msg":"Success"}]})";
  outcomes = fixture.send_all({to_phone("+84901000001", "a"), to_phone("+84901000002", "b")});
  for (const Outcome& outcome : outcomes) CHECK(outcome.verdict == Verdict::in_doubt);
}

TEST_CASE("a gateway's pace sends back what would have to wait, and a reset header is kept") {
  int requests = 0;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest&) {
    ++requests;
    peer.answer(429, R"({"status":429})", "X-Rate-Limit-Reset: 42\r\n");
  });
  GatewayFixture fixture("speedsms", server->url());
  REQUIRE(fixture.channel);
  const Outcome first = fixture.send(to_phone("+84901000001"));
  CHECK(first.failure == FailureClass::throttled);
  CHECK(first.retry_after == 42s);
  const Outcome second = fixture.send(to_phone("+84901000001"));
  CHECK(second.failure == FailureClass::throttled);
  CHECK(second.retry_after > 30s);
  CHECK(requests == 1);
}

TEST_CASE("the measured JWT of the reference comes out byte for byte") {
  config::Problems problems;
  const auto description = Description::load(installed_gateways() + "/stringee.yaml", problems);
  REQUIRE(description);
  const std::map<std::string, config::Secret> credentials = {
      {"key_sid", config::Secret("SKtest")}, {"key_secret", config::Secret("test-stringee-secret")}};
  RequestValues values;
  values.credentials = &credentials;
  const std::chrono::system_clock::time_point now{std::chrono::seconds(1797552000)};
  CHECK(
      signed_token(description->auth, values, now).token ==
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiIsImN0eSI6InN0cmluZ2VlLWFwaTt2PTEifQ."
      "eyJqdGkiOiJTS3Rlc3RfMTc5NzU1MjAwMCIsImlzcyI6IlNLdGVzdCIsImV4cCI6MTc5NzU1NTYwMCwicmVzdF9hcGkiOnRydWV9."
      "lUYaFpPovYB_FXSDX2l4PsDG5c7U2ch2J4hDuaW6cHI");
}

TEST_CASE("one token serves many, is asked for once, and renewed once when the gateway refuses it") {
  int tokens = 0;
  std::string valid;
  std::vector<std::string> sessions;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    const auto body = boost::json::parse(request.body).as_object();
    if (request.line().ends_with("/oauth2/token")) {
      valid = "token" + std::to_string(++tokens);
      sessions.emplace_back(body.at("session_id").as_string());
      peer.answer(200, R"({"access_token":")" + valid + R"(","expires_in":3600})");
      return;
    }
    if (body.at("access_token").as_string() != valid ||
        body.at("session_id").as_string() != sessions.back()) {
      peer.answer(401, R"({"error":1013,"error_description":"expired token1"})");
      return;
    }
    CHECK(body.at("Message").as_string() == base64_of("Cam on"));
    peer.answer(200, R"({"MessageId":5})");
  });
  GatewayFixture fixture("fpt", server->url());
  REQUIRE(fixture.channel);
  const auto check_all = [&] {
    for (const Outcome& outcome :
         fixture.send_all({to_phone("+84901000001"), to_phone("+84901000002"), to_phone("+84901000003")}))
      CHECK(outcome.verdict == Verdict::accepted);
  };
  check_all();
  CHECK(tokens == 1);
  valid = "gone";
  check_all();
  CHECK(tokens == 2);
  CHECK(sessions[0] != sessions[1]);
}

TEST_CASE("without a token nothing leaves, and why stands in the outcome without the secret") {
  int messages = 0;
  int status = 400;
  std::string body = R"({"error":1008,"error_description":"no client_secret key-client_secret"})";
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (!request.line().ends_with("/oauth2/token")) ++messages;
    peer.answer(status, body);
  });
  GatewayFixture fixture("fpt", server->url());
  REQUIRE(fixture.channel);
  const Outcome refused = fixture.send(thank_you());
  CHECK(refused.verdict == Verdict::deferred);
  CHECK(refused.failure == FailureClass::configuration);
  CHECK(refused.reason == "not_authorized");
  CHECK(refused.code == "1008");
  CHECK(refused.detail.find("key-client_secret") == std::string::npos);
  status = 503;
  body = "<html>";
  const Outcome down = fixture.send(thank_you());
  CHECK(down.verdict == Verdict::deferred);
  CHECK(down.failure == FailureClass::transient);
  CHECK(messages == 0);
}

TEST_CASE("a refresh token that was replaced is on disk before its access token is used") {
  std::vector<std::string> asked_with;
  bool stored_first = true;
  std::map<std::string, std::string>* kept = nullptr;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line().ends_with("/token/v1/refresh")) {
      asked_with.push_back(request.header("refresh-token"));
      const std::string number = std::to_string(asked_with.size());
      peer.answer(200, R"({"error":0,"data":{"access_token":"access)" + number +
                           R"(","refresh_token":"refresh)" + number + R"(","expired_at":1797588300}})");
      return;
    }
    stored_first =
        stored_first && kept->contains("auth") && kept->at("auth").find("refresh1") != std::string::npos;
    peer.answer(200, R"({"error":0,"msgid":"m"})");
  });
  std::map<std::string, std::string> saved;
  {
    GatewayFixture fixture("vietguys-token", server->url());
    kept = &fixture.kept;
    CHECK(fixture.send(thank_you()).verdict == Verdict::accepted);
    saved = fixture.kept;
  }
  CHECK(stored_first);
  CHECK(asked_with == std::vector<std::string>{"key-refresh_token"});
  // Another run goes on with what was kept: the token is still good, and its successor comes from the kept one.
  GatewayFixture again("vietguys-token", server->url());
  again.kept = saved;
  again.channel->start(again.runtime);
  kept = &again.kept;
  CHECK(again.send(thank_you()).verdict == Verdict::accepted);
  CHECK(asked_with.size() == 1);
  again.runtime.now = [] { return kTestNow + 1h; };
  CHECK(again.send(thank_you()).verdict == Verdict::accepted);
  CHECK(asked_with.back() == "refresh1");
}

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
  CHECK(result.receipts[0].provider_id == "123:" + phone_tag("84901888484"));
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

#include <catch2/catch.hpp>

#include "channels/sms/encoding.hpp"
#include "channels/sms/xml_text.hpp"
#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/sms/gateway_fixture.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

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

TEST_CASE("a text that is written empty is sent, one whose placeholder is empty is left out") {
  const Exchange vmg = exchange("vmg", thank_you(), 200, "{}");
  CHECK(vmg.request.body.find(R"("scheduled":"")") != std::string::npos);
  const Exchange vnpt = exchange("vnpt", thank_you(), 200, "{}");
  CHECK(vnpt.request.body.find(R"("SCHEDULETIME":"")") != std::string::npos);
  const Exchange xml = exchange("vnpt-xml", thank_you(), 200, "");
  CHECK(xml.request.body.find("%3CSCHEDULETIME%3E%3C%2FSCHEDULETIME%3E") != std::string::npos);
  Envelope nameless = thank_you();
  nameless.campaign.clear();
  const Exchange esms = exchange("esms", nameless, 200, "{}");
  CHECK(esms.request.body.find("campaignid") == std::string::npos);
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

}  // namespace triand::channels

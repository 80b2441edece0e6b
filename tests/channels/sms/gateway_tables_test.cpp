#include <catch2/catch.hpp>

#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/sms/gateway_fixture.hpp"

namespace triand::channels {
namespace {

constexpr auto kDeferred = Verdict::deferred;
constexpr auto kRejected = Verdict::rejected;
constexpr auto kInDoubt = Verdict::in_doubt;
constexpr auto kAccepted = Verdict::accepted;
constexpr auto kConfiguration = FailureClass::configuration;
constexpr auto kRecipient = FailureClass::recipient;
constexpr auto kContent = FailureClass::content;
constexpr auto kNone = FailureClass::none;

struct Row {
  std::string body;
  Verdict verdict;
  FailureClass failure = FailureClass::none;
  std::string reason = {};
  int status = 200;
};

// What each answer of a gateway becomes; a token is given to whoever asks for one.
void check(const std::string& gateway, const std::vector<Row>& rows) {
  const Row* row = nullptr;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line().find("token") != std::string::npos)
      peer.answer(200, R"({"access_token":"T","expires_in":3600,"error":0,"data":{"access_token":"T"}})");
    else
      peer.answer(row->status, row->body);
  });
  GatewayFixture fixture(gateway, server->url());
  REQUIRE(fixture.channel);
  for (const Row& one : rows) {
    row = &one;
    INFO(gateway << ": " << one.status << " " << one.body);
    const Outcome outcome = fixture.send(thank_you());
    CHECK(outcome.verdict == one.verdict);
    CHECK(outcome.failure == one.failure);
    CHECK(outcome.reason == one.reason);
  }
}

// Answers that no gateway should give and some proxy does.
std::vector<Row> hostile() {
  const auto doubt = FailureClass::transient;
  return {{"<html><body>100 success 0 000</body></html>", kInDoubt, doubt, "unknown_answer"},
          {"", kInDoubt, doubt, "unknown_answer"},
          {"{", kInDoubt, doubt, "unknown_answer"},
          {"[]", kInDoubt, doubt, "unknown_answer"},
          {"null", kInDoubt, doubt, "unknown_answer"},
          {"{\"code\":null,\"error\":[],\"errorCode\":{},\"RPLY\":[1],\"result\":7,\"sid\":[]}", kInDoubt,
           doubt, "unknown_answer"},
          {std::string(300, '['), kInDoubt, doubt, "unknown_answer"},
          {std::string(100'000, '<'), kInDoubt, doubt, "unknown_answer"},
          {"<a><a><a></a></b></a>", kInDoubt, doubt, "unknown_answer"},
          {std::string(10 << 20, 'x'), kInDoubt, doubt, "connection_lost"},
          {"<html>Bad Gateway</html>", kInDoubt, doubt, "unknown_answer", 502},
          {"{\"whatever\":1}", kInDoubt, doubt, "unknown_answer", 400}};
}

std::string speedsms(const std::string& code) {
  return R"({"status":"error","code":")" + code + R"(","message":"words","invalidPhone":[]})";
}

std::string viettel(const std::string& message, int result = 0) {
  return R"(<?xml version="1.0" ?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>)"
         R"(<ns2:wsCpMtResponse xmlns:ns2="http://impl.bulkSms.ws/"><return><message>)" +
         message + "</message><result>" + std::to_string(result) +
         "</result></return></ns2:wsCpMtResponse></S:Body></S:Envelope>";
}

}  // namespace

TEST_CASE("every installed description can be read") {
  for (const char* name : {"esms", "speedsms", "viettel", "vnpt", "vnpt-xml", "fpt", "vietguys",
                           "vietguys-token", "stringee", "vmg", "twilio"}) {
    config::Problems problems;
    (void)Description::load(installed_gateways() + "/" + name + ".yaml", problems);
    for (const config::Problem& problem : problems) FAIL_CHECK(problem.to_string());
  }
}

TEST_CASE("every row of SpeedSMS's table has its class") {
  check(
      "speedsms",
      {{R"({"status":"success","code":"00","data":{"tranId":123456,"totalSMS":1,"totalPrice":250,"invalidPhone":[]}})",
        kAccepted},
       {speedsms("007"), kDeferred, kConfiguration, "not_authorized"},
       {speedsms("008"), kDeferred, kConfiguration, "not_authorized"},
       {speedsms("009"), kDeferred, kConfiguration, "not_authorized"},
       {speedsms("101"), kDeferred, kConfiguration, "misconfigured"},
       {speedsms("105"), kRejected, kRecipient, "bad_number"},
       {speedsms("110"), kRejected, kContent, "content_rejected"},
       {speedsms("113"), kRejected, kContent, "content_rejected"},
       {speedsms("300"), kDeferred, FailureClass::money, "no_balance"},
       {speedsms("500"), kDeferred, FailureClass::transient, "gateway_down"},
       {speedsms("999"), kInDoubt, FailureClass::transient, "unknown_answer"},
       {"{}", kDeferred, kConfiguration, "not_authorized", 401}});
}

TEST_CASE("every message of Viettel has its class") {
  std::vector<Row> rows = {{viettel("Insert MT_QUEUE: OK", 1), kAccepted}};
  for (const char* words : {"Authenticate: Cp_code: NULL_OR_BLANK", "Authenticate: UserName: NULL_OR_BLANK",
                            "Authenticate: IP_INVALID (YOUR IP: 10.0.0.1)", "Authenticate: CP_CODE_NOT_FOUND",
                            "Authenticate: WRONG_INFORMATION_AUTHENTICATE"})
    rows.push_back({viettel(words), kDeferred, kConfiguration, "not_authorized"});
  for (const char* words :
       {"Check RequestID: NULL_OR_BLANK", "Check RequestID: REQUEST_ID_NOT_NUMBER",
        "Check UserID: NULL_OR_BLANK", "Check ReceiverID: NULL_OR_BLANK", "UserID_NOT_EQUAL_ReceiverID",
        "Check CommandCode: NULL_OR_BLANK", "Check CommandCode: COMMAND_CODE_ERROR"})
    rows.push_back({viettel(words), kDeferred, kConfiguration, "misconfigured"});
  for (const char* words : {"Check ReceiverID: FORMAT_ERROR", "Unable to check telco from input receiver",
                            "Length of ReceiverID is invalid."})
    rows.push_back({viettel(words), kRejected, kRecipient, "bad_number"});
  rows.push_back({viettel("Check ServiceID: DUPLICATE MESSAGE"), kAccepted});
  rows.push_back(
      {viettel("Check ServiceID: ALIAS_INVALID:TELCO=VT"), kRejected, kRecipient, "carrier_not_registered"});
  for (const char* words : {"Check Content: NULL_OR_BLANK", "Check Content: MAXLENGTH_LIMIT_1000_BYTE",
                            "Check Content: MSG_ERROR_CONTAIN_BLACKLIST"})
    rows.push_back({viettel(words), kRejected, kContent, "content_rejected"});
  rows.push_back(
      {viettel("Check template: CONTENT_NOT_MATCH_TEMPLATE"), kRejected, kContent, "template_rejected"});
  rows.push_back({viettel("Check information error"), kDeferred, FailureClass::transient, "gateway_down"});
  rows.push_back({viettel("Something new"), kInDoubt, FailureClass::transient, "unknown_answer"});
  check("viettel", rows);
}

TEST_CASE("what is known of VNPT's answers, in both forms, and nothing more") {
  check("vnpt", {{R"({"RPLY":{"name":"send_sms_list","ERROR":"0","ERROR_DESC":"success"}})", kAccepted},
                 {R"({"RPLY":{"name":"send_sms_list","ERROR":"31","ERROR_DESC":"?"}})", kInDoubt,
                  FailureClass::transient, "unknown_answer"}});
  check(
      "vnpt-xml",
      {{"<RPLY><name>send_sms_list</name><ERROR>0</ERROR><ERROR_DESC>success</ERROR_DESC></RPLY>", kAccepted},
       {"<RPLY><ERROR>31</ERROR></RPLY>", kInDoubt, FailureClass::transient, "unknown_answer"}});
}

TEST_CASE("every row of FPT's table has its class") {
  const auto error = [](int code) {
    return R"({"error":)" + std::to_string(code) + R"(,"error_description":"words"})";
  };
  std::vector<Row> rows = {{R"({"MessageId":77,"BrandName":"EVNNPC","Phone":"84901888484"})", kAccepted},
                           {error(1008), kDeferred, kConfiguration, "not_authorized", 400},
                           // A fresh token was refused as well.
                           {error(1011), kDeferred, kConfiguration, "not_authorized", 400},
                           {error(1013), kDeferred, kConfiguration, "not_authorized", 400},
                           {error(4444), kInDoubt, FailureClass::transient, "unknown_answer", 400}};
  for (const int code : {2501, 1}) rows.push_back({error(code), kAccepted, kNone, "", 400});
  for (const int code : {2513, 2, -8})
    rows.push_back({error(code), kDeferred, kConfiguration, "misconfigured", 400});
  for (const int code : {2518, 5, -20})
    rows.push_back({error(code), kRejected, kContent, "template_rejected", 400});
  for (const int code : {2519, 6, -18})
    rows.push_back({error(code), kRejected, kContent, "content_rejected"});
  check("fpt", rows);
}

TEST_CASE("VietGuys answers with objects and with bare numbers") {
  for (const char* name : {"vietguys", "vietguys-token"})
    check(name, {{R"({"error":0,"msgid":"m1","carrier":"VIETTEL"})", kAccepted},
                 {"0", kAccepted},
                 {" 0\n", kAccepted},
                 {R"({"error":1,"error_code":-7,"log":"Dia chi IP chua chinh xac"})", kDeferred,
                  kConfiguration, "not_authorized"},
                 {"-7", kDeferred, kConfiguration, "not_authorized"},
                 {R"({"error":1,"error_code":-21,"log":"?"})", kRejected, kContent, "content_rejected"},
                 {"-21", kRejected, kContent, "content_rejected"},
                 {"-99", kInDoubt, FailureClass::transient, "unknown_answer"},
                 {R"({"error":1,"error_code":-99})", kInDoubt, FailureClass::transient, "unknown_answer"}});
}

TEST_CASE("Stringee, VMG and Twilio: what is documented, and doubt for the rest") {
  check("stringee",
        {{R"({"smsSent":1,"result":[{"price":"830","smsType":2,"r":0,"msg":"Success"}]})", kAccepted},
         {R"({"smsSent":0,"result":[{"price":"0","r":4,"msg":"Failed"}]})", kInDoubt, FailureClass::transient,
          "unknown_answer"},
         {R"({"smsSent":1,"result":[]})", kInDoubt, FailureClass::transient, "unknown_answer"},
         {"{}", kDeferred, kConfiguration, "not_authorized", 401}});
  check("vmg",
        {{R"({"errorCode":"000","errorMessage":"","referentId":"r1"})", kAccepted},
         {R"({"errorCode":"001","errorMessage":"?"})", kInDoubt, FailureClass::transient, "unknown_answer"}});
  const auto error = [](int code) {
    return R"({"code":)" + std::to_string(code) + R"(,"message":"words","status":400})";
  };
  check("twilio",
        {{R"({"sid":"SM1","status":"queued"})", kAccepted, kNone, "", 201},
         {R"({"sid":"","status":"queued"})", kInDoubt, FailureClass::transient, "unknown_answer", 201},
         {error(20003), kDeferred, kConfiguration, "not_authorized", 401},
         {error(20429), kDeferred, FailureClass::throttled, "throttled", 429},
         {error(20429), kDeferred, FailureClass::throttled, "throttled", 400},
         {error(21211), kRejected, kRecipient, "bad_number", 400},
         {error(21408), kDeferred, kConfiguration, "misconfigured", 403},
         {error(21610), kRejected, kRecipient, "opted_out", 400},
         {error(21611), kDeferred, FailureClass::throttled, "throttled", 400},
         {error(12345), kInDoubt, FailureClass::transient, "unknown_answer", 400}});
}

TEST_CASE("what no gateway should answer is in doubt at every gateway") {
  for (const char* name :
       {"esms", "speedsms", "viettel", "vnpt", "vnpt-xml", "fpt", "vietguys", "stringee", "vmg", "twilio"})
    check(name, hostile());
}

}  // namespace triand::channels

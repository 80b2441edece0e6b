#include "tests/standin/sms/sms_gateways.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "tests/standin/coding/digest.hpp"
#include "tests/standin/coding/form.hpp"
#include "tests/standin/service/service.hpp"
#include "tests/standin/sms/twilio.hpp"
#include "tests/standin/sms/xml_element.hpp"

using namespace triand::standin;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct World {
  explicit World(SmsSettings settings = {}) : gateways(std::move(settings), 1) {}

  Answer send(const std::string& path, const std::string& body, const Headers& headers = {}) {
    const Request request{"POST", path, "", headers, body};
    Gateway* gateway = gateways.taking(request);
    REQUIRE(gateway != nullptr);
    return gateway->answer(request, {}, now);
  }
  Reply other(const std::string& path, const std::string& body, const Headers& headers = {}) {
    const auto reply = gateways.other({"POST", path, "", headers, body}, now);
    REQUIRE(reply);
    return *reply;
  }

  SmsGateways gateways;
  TimePoint now{std::chrono::seconds(1797588000)};
};

const Headers kSpeedLogin = {{"Authorization", "Basic " + base64_encode("speedsms-token:x")}};

Answer speed(World& world, const std::string& to, const Headers& login = kSpeedLogin) {
  return world.send("/index.php/sms/send",
                    R"({"to":[)" + to + R"(],"content":"c","sms_type":3,"sender":"E"})", login);
}

std::string viettel(const std::string& user_id = "84912345678",
                    const std::string& password = "viettel-password") {
  return "<e><User>u</User><Password>" + password +
         "</Password><CPCode>c</CPCode><RequestID>1</RequestID><UserID>" + user_id +
         "</UserID><ReceiverID>84912345678</ReceiverID><ServiceID>E</ServiceID><CommandCode>bulksms"
         "</CommandCode><Content>c</Content><ContentType>0</ContentType></e>";
}

std::string fpt(const std::string& token, const std::string& session,
                const std::string& message = base64_encode("c")) {
  return R"({"access_token":")" + token + R"(","session_id":")" + session +
         R"(","BrandName":"E","Phone":"84912345678","RequestId":"R1","Message":")" + message + "\"}";
}

}  // namespace

TEST_CASE("SpeedSMS takes sixty requests in a minute and says when the next may come") {
  World world;
  for (int i = 0; i < 60; ++i) REQUIRE(speed(world, "\"84912345678\"").reply.status == 200);
  world.now += std::chrono::seconds(20);
  const Answer limited = speed(world, "\"84912345678\"");
  CHECK(limited.reply.status == 429);
  CHECK(limited.accepted.empty());
  CHECK(limited.reply.headers.back() == std::pair<std::string, std::string>("X-Rate-Limit-Reset", "40"));
  world.now += std::chrono::seconds(40);
  CHECK(speed(world, "\"84912345678\"").reply.status == 200);
}

TEST_CASE("SpeedSMS hides telephones that are none in a success, and refuses strangers") {
  World world;
  const Answer partly = speed(world, R"("84912345678","0912345678","84111")");
  CHECK(partly.accepted.size() == 1);
  CHECK(boost::json::parse(partly.reply.body).at("data").at("invalidPhone").as_array().size() == 2);
  CHECK(boost::json::parse(speed(world, "\"84111\"").reply.body).at("code") == "105");
  CHECK(speed(world, "\"84912345678\"", {}).reply.status == 401);
}

TEST_CASE("SpeedSMS refuses a whole request for one telephone of which a rule says 105, and names it") {
  World world;
  Actions actions(2);
  actions[1].emplace().error = "105";
  const Request request{"POST", "/index.php/sms/send", "", kSpeedLogin,
                        R"({"to":["84912345678","84912345679"],"content":"c","sms_type":3,"sender":"E"})"};
  const Answer answer = world.gateways.named("speedsms")->answer(request, actions, world.now);
  CHECK(answer.accepted.empty());
  CHECK(boost::json::parse(answer.reply.body).at("invalidPhone") == boost::json::array{"84912345679"});
}

TEST_CASE("Viettel says 0 for every error and the reason in its message, and never reports") {
  World world;
  const auto message = [&](const std::string& body) {
    const Answer answer = world.send("/WS", body);
    return xml_element(answer.reply.body, "result") + " " + xml_element(answer.reply.body, "message");
  };
  CHECK(message(viettel("84912345678", "x")) == "0 Authenticate: WRONG_INFORMATION_AUTHENTICATE");
  CHECK(message(viettel("84900000000")) == "0 UserID_NOT_EQUAL_ReceiverID");
  CHECK(message(viettel()) == "1 Insert MT_QUEUE: OK");
  CHECK(message(viettel()) == "0 Check ServiceID: DUPLICATE MESSAGE");
  world.now += std::chrono::minutes(5);
  CHECK(message(viettel()) == "1 Insert MT_QUEUE: OK");
  Message taken;
  CHECK_FALSE(world.gateways.named("viettel")->receipt(taken, ReceiptKind::delivered, world.now));
}

TEST_CASE("a token of FPT works with its own session, for its life, and for texts in Base64") {
  World world;
  const auto error = [&](const std::string& body) {
    const auto answer =
        boost::json::parse(world.send("/api/push-brandname-otp", body).reply.body).as_object();
    return answer.contains("error") ? answer.at("error").as_int64() : 0;
  };
  const std::string ask =
      R"({"grant_type":"client_credentials","client_id":"fpt-client","client_secret":"fpt-secret",)"
      R"("scope":"send_brandname_otp","session_id":"s1"})";
  const auto token =
      boost::json::parse(world.other("/oauth2/token", ask).body).at("access_token").as_string();
  const std::string good(token.data(), token.size());
  CHECK(world.other("/oauth2/token", "{}").status == 400);
  CHECK(error(fpt("other", "s1")) == 1011);
  CHECK(error(fpt(good, "s2")) == 1011);
  CHECK(error(fpt(good, "s1", "not base64!")) == 2518);
  CHECK(error(fpt(good, "s1")) == 0);
  CHECK(error(fpt(good, "s1")) == 2501);
  world.now += std::chrono::minutes(5);
  CHECK(error(fpt(good, "s1")) == 0);
  world.now += std::chrono::hours(1);
  CHECK(error(fpt(good, "s1")) == 1013);
}

TEST_CASE("VietGuys answers with a bare number unless asked for JSON, and a refresh token is good once") {
  World world;
  const std::string form =
      "u=vietguys-user&pwd=vietguys-passcode&from=E&phone=84912345678&sms=c&bid=R1&type=0";
  CHECK(world.send("/api/index.php", form).reply.body == "0");
  CHECK(boost::json::parse(world.send("/api/index.php", form + "&json=1").reply.body).at("error") == 0);
  CHECK(world.send("/api/index.php", "u=x&pwd=y").reply.body == "-1");
  const std::string ask = R"({"username":"vietguys-user","type":"refresh_token"})";
  const Headers first = {{"Refresh-Token", "vietguys-refresh-1"}};
  const auto data =
      boost::json::parse(world.other("/token/v1/refresh", ask, first).body).at("data").as_object();
  CHECK(world.other("/token/v1/refresh", ask, first).status == 401);
  const std::string next(data.at("refresh_token").as_string().c_str());
  CHECK(world.other("/token/v1/refresh", ask, {{"Refresh-Token", next}}).status == 200);
}

TEST_CASE("Stringee looks at a token's signature and end, and one bad element spoils no other") {
  World world;
  const auto part = [](std::string text) {
    text = base64_encode(text);
    while (text.ends_with('=')) text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
  };
  const auto token = [&](std::int64_t exp, const std::string& secret) {
    const std::string text = part(R"({"typ":"JWT","alg":"HS256","cty":"stringee-api;v=1"})") + "." +
                             part(R"({"jti":"SKstandin_1","iss":"SKstandin","exp":)" + std::to_string(exp) +
                                  R"(,"rest_api":true})");
    return text + "." + part(hmac_sha256(secret, text));
  };
  const std::string body =
      R"({"sms":[{"from":"E","to":"84912345678","text":"a"},{"from":"E","to":"1","text":"b"}]})";
  const auto status = [&](const std::string& with) {
    return world.send("/v1/sms", body, {{"X-STRINGEE-AUTH", with}}).reply.status;
  };
  CHECK(status(token(1797588001, "stringee-secret")) == 200);
  CHECK(status(token(1797588000, "stringee-secret")) == 401);
  CHECK(status(token(1797588001, "other")) == 401);
  CHECK(status("") == 401);
  const Answer answer =
      world.send("/v1/sms", body, {{"X-STRINGEE-AUTH", token(1797588001, "stringee-secret")}});
  CHECK(answer.accepted.size() == 1);
  const auto result = boost::json::parse(answer.reply.body).at("result").as_array();
  CHECK(result.at(0).at("r") == 0);
  CHECK(result.at(1).at("r") != 0);
}

TEST_CASE("Twilio's signature is the measured one") {
  CHECK(twilio_signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2",
                         "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid="
                         "CA1234567890ABCDE") == "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
}

TEST_CASE("VNPT answers in the form that it was asked in, and VMG and Twilio take their own accounts only") {
  World world;
  const std::string xml =
      "<RQST><name>send_sms_list</name><REQID>R1</REQID><LABELID>1</LABELID><TEMPLATEID>3</"
      "TEMPLATEID><PARAMS><NUM>1"
      "</NUM><CONTENT>a&lt;b</CONTENT></PARAMS><MOBILELIST>84912345678</MOBILELIST><APIPASS>vnpt-password</"
      "APIPASS>"
      "<DATACODING>0</DATACODING></RQST>";
  const Answer answer = world.send("/smsmarketing/api", "xmlRequest=" + percent_encode(xml));
  CHECK(xml_element(answer.reply.body, "ERROR") == "0");
  REQUIRE(answer.accepted.size() == 1);
  CHECK(answer.accepted[0].text == "a<b");
  CHECK(boost::json::parse(world.send("/smsmarketing/api", "{}").reply.body).at("RPLY").at("ERROR") == "31");
  const std::string vmg = R"({"to":"84912345678","from":"E","message":"c","useUnicode":0,"type":1})";
  CHECK(boost::json::parse(world.send("/api/SMSBrandname/SendSMS", vmg).reply.body).at("errorCode") == "100");
  CHECK(world.send("/api/SMSBrandname/SendSMS", vmg, {{"token", "vmg-token"}}).accepted.size() == 1);
  const std::string path = "/2010-04-01/Accounts/ACstandin/Messages.json";
  const Headers login = {{"Authorization", "Basic " + base64_encode("ACstandin:twilio-token")}};
  CHECK(world.send(path, "To=%2B84912345678&From=E&Body=c").reply.status == 401);
  CHECK(world.send(path, "To=84912345678&From=E&Body=c", login).reply.status == 400);
  CHECK(world.send(path, "To=%2B84912345678&From=E&Body=c", login).reply.status == 201);
}

TEST_CASE("every SMS gateway is found by its path and its messages are counted as SMS") {
  for (const char* path :
       {"/index.php/sms/send", "/WS", "/smsmarketing/api", "/api/push-brandname-otp", "/api/index.php",
        "/v1/sms", "/api/SMSBrandname/SendSMS", "/2010-04-01/Accounts/AC1/Messages.json"})
    CHECK(channel_of({"POST", path, "", {}, ""}) == Channel::sms);
  CHECK_FALSE(channel_of({"POST", "/oauth2/token", "", {}, ""}));
}

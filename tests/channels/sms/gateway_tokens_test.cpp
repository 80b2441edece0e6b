#include <future>
#include <mutex>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "channels/sms/encoding.hpp"
#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/sms/gateway_fixture.hpp"

namespace triand::channels {

using namespace std::chrono_literals;

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
  std::vector<std::string> texts;
  std::mutex mutex;  // each connection has a thread of its own
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    const std::lock_guard lock(mutex);
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
    texts.emplace_back(body.at("Message").as_string());
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
  CHECK(texts == std::vector<std::string>(6, base64_of("Cam on")));
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

TEST_CASE("a refresh token that is brought while another is asked for is neither lost nor refused for it") {
  for (const bool refused : {false, true}) {
    std::vector<std::string> asked_with;
    std::vector<std::string> sent_with;
    GatewayFixture* fixture = nullptr;
    const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
      if (!request.line().ends_with("/token/v1/refresh")) {
        sent_with.push_back(request.body);
        peer.answer(200, R"({"error":0,"msgid":"m"})");
        return;
      }
      asked_with.push_back(request.header("refresh-token"));
      const std::string number = std::to_string(asked_with.size());
      if (asked_with.size() == 1) {
        const auto brought = std::make_shared<std::promise<std::string>>();
        boost::asio::post(fixture->context, [fixture, brought] {
          brought->set_value(fixture->channel->authorize(R"({"refresh_token":"brought"})", [] {}));
        });
        auto answer = brought->get_future();
        REQUIRE(answer.wait_for(30s) == std::future_status::ready);
        CHECK(answer.get().empty());
        if (refused) return peer.answer(400, R"({"error":-1})");
      }
      peer.answer(200, R"({"error":0,"data":{"access_token":"access)" + number +
                           R"(","refresh_token":"refresh)" + number + R"(","expired_at":1797588300}})");
    });
    GatewayFixture desk("vietguys-token", server->url());
    fixture = &desk;
    CHECK(desk.send(thank_you()).verdict == Verdict::accepted);
    CHECK(asked_with == std::vector<std::string>{"key-refresh_token", "brought"});
    REQUIRE(sent_with.size() == 1);
    CHECK(sent_with.front().find("pwd=access2&") != std::string::npos);
    CHECK(desk.kept.at("auth").find("refresh2") != std::string::npos);
  }
}

}  // namespace triand::channels

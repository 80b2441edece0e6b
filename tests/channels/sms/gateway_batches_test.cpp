#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "channels/sms/phone_form.hpp"
#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/sms/gateway_fixture.hpp"

namespace triand::channels {

using namespace std::chrono_literals;

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
  CHECK(outcomes[0].provider_id == "1:" + phone_tag(kHashKey, "+84901000001"));
  CHECK(outcomes[1].provider_id == "1:" + phone_tag(kHashKey, "0901000002"));
  CHECK(outcomes[2].verdict == Verdict::rejected);
  CHECK(outcomes[2].reason == "bad_number");
  CHECK(outcomes[3].provider_id.ends_with(":" + phone_tag(kHashKey, "84901000001")));
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

}  // namespace triand::channels

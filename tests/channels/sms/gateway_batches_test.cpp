#include <fstream>
#include <iterator>
#include <mutex>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "channels/sms/phone_form.hpp"
#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/sms/gateway_fixture.hpp"
#include "tests/config/scratch.hpp"

namespace triand::channels {
namespace {

// SpeedSMS without its pace, so that no test waits for it.
std::string unpaced(const config::Scratch& scratch) {
  std::ifstream file(installed_gateways() + "/speedsms.yaml");
  std::string text((std::istreambuf_iterator<char>(file)), {});
  const std::size_t pacing = text.find("\npacing:");
  REQUIRE(pacing != std::string::npos);
  text.insert(pacing + 1, "#");
  const std::string path = scratch.write("speedsms.yaml", text);
  return path.substr(0, path.rfind('/'));
}

// What the server was sent, by several connections at once.
struct Bodies {
  void add(const std::string& body) {
    const std::lock_guard lock(mutex);
    all.push_back(body);
  }
  std::mutex mutex;
  std::vector<std::string> all;
};

// Refuses every request with that telephone in it and names it so.
std::unique_ptr<TestServer> refusing(Bodies& bodies, const std::string& phone, const std::string& named) {
  return TestServer::answering([&bodies, phone, named](Peer& peer, const ReceivedRequest& request) {
    bodies.add(request.body);
    if (request.body.find(phone) != std::string::npos)
      peer.answer(200, R"({"status":"error","code":"105","invalidPhone":[)" + named + "]}");
    else
      peer.answer(200, R"({"status":"success","code":"00","data":{"tranId":7,"invalidPhone":[]}})");
  });
}

}  // namespace

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

TEST_CASE("a batch that is refused for one telephone fails that one, and the others go again without it") {
  const config::Scratch scratch;
  Bodies bodies;
  const auto server = refusing(bodies, "84901000003", R"("84901000003")");
  GatewayFixture fixture("speedsms", server->url(), unpaced(scratch));
  REQUIRE(fixture.channel);
  const auto outcomes =
      fixture.send_all({to_phone("+84901000001"), to_phone("+84901000002"), to_phone("+84901000003")});
  REQUIRE(bodies.all.size() == 2);
  CHECK(boost::json::parse(bodies.all[1]).at("to") == boost::json::parse(R"(["84901000001","84901000002"])"));
  CHECK(outcomes[0].verdict == Verdict::accepted);
  CHECK(outcomes[1].verdict == Verdict::accepted);
  CHECK(outcomes[2].verdict == Verdict::rejected);
  CHECK(outcomes[2].reason == "bad_number");
}

TEST_CASE("a batch that is refused for a telephone that is not named is halved until it stands alone") {
  const config::Scratch scratch;
  Bodies bodies;
  const auto server = refusing(bodies, "84901000002", "");
  GatewayFixture fixture("speedsms", server->url(), unpaced(scratch));
  REQUIRE(fixture.channel);
  const auto outcomes = fixture.send_all({to_phone("+84901000001"), to_phone("+84901000002"),
                                          to_phone("+84901000003"), to_phone("+84901000004")});
  // All four, two and two, one and one.
  CHECK(bodies.all.size() == 5);
  CHECK(outcomes[1].verdict == Verdict::rejected);
  CHECK(outcomes[1].reason == "bad_number");
  for (const std::size_t other : {0U, 2U, 3U}) CHECK(outcomes[other].verdict == Verdict::accepted);
}

TEST_CASE("the usual rate counts on one message a request where the text stands once for all of them") {
  GatewayFixture fixture("speedsms", "https://x.example");
  REQUIRE(fixture.channel);
  const auto rate = fixture.channel->usual_rate();
  REQUIRE(rate);
  CHECK(rate->count == 60);
  CHECK(rate->per == 60s);
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

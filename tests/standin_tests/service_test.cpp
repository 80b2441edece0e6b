#include "tests/standin/service/service.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using namespace triand::standin;

namespace {

Request request(std::string method, std::string path, std::string body = "") {
  Request made;
  made.method = std::move(method);
  std::size_t question = path.find('?');
  if (question != std::string::npos) made.query = path.substr(question + 1);
  made.path = path.substr(0, question);
  made.body = std::move(body);
  return made;
}

struct World {
  explicit World(std::string_view rules = "[]", Settings settings = {}) : service(std::move(settings), 1) {
    REQUIRE(service.handle(request("PUT", "/rules", std::string(rules)), TimePoint()).reply.status == 200);
  }

  Plan sms(const std::string& reference) {
    Request made =
        request("POST", "/MainService.svc/json/SendMultipleMessage_V4_post_json/",
                R"({"ApiKey":"k","SecretKey":"s","Phone":"0912345678","Content":"c","Brandname":"B",)"
                R"("SmsType":"2","CallbackUrl":"http://127.0.0.1:1/","RequestId":")" +
                    reference + R"("})");
    return service.handle(made, TimePoint());
  }

  std::string get(const std::string& path) {
    return service.handle(request("GET", path), TimePoint()).reply.body;
  }
  std::uint64_t accepted() { return service.ledger().total().accepted; }

  Service service;
};

}  // namespace

TEST_CASE("requests find their gateway with and without a final slash") {
  CHECK(channel_of(request("POST", "/MainService.svc/json/SendMultipleMessage_V4_post_json")) ==
        Channel::sms);
  CHECK(channel_of(request("POST", "/MainService.svc/json/SendMultipleMessage_V4_post_json/")) ==
        Channel::sms);
  CHECK(channel_of(request("POST", "/message/template")) == Channel::zalo);
  CHECK(channel_of(request("POST", "/v4/oa/access_token")) == Channel::oauth);
  CHECK(channel_of(request("POST", "/notices")) == Channel::website);
  CHECK_FALSE(channel_of(request("GET", "/notices")));
}

TEST_CASE("a well-behaved gateway answers at once and reports later") {
  World world;
  Plan plan = world.sms("R1");
  CHECK(plan.manner == Plan::Manner::answer);
  CHECK(plan.delay.count() == 0);
  CHECK(plan.early.empty());
  REQUIRE(plan.later.size() == 1);
  CHECK(plan.later[0].delay == std::chrono::milliseconds(200));
  CHECK(world.service.receipt(plan.later[0], TimePoint())->url.find("SendSuccess=1") != std::string::npos);
}

TEST_CASE("a connection reset after reading leaves the message accepted, so its repeat is recognised") {
  World world(R"([{"match":{"times":1},"action":{"reset_after_reading":true}}])");
  CHECK(world.sms("R1").manner == Plan::Manner::reset);
  CHECK(world.accepted() == 1);
  CHECK(world.sms("R1").reply.body.find("\"124\"") != std::string::npos);
  auto ledger = boost::json::parse(world.get("/ledger"));
  CHECK(ledger.at("count") == 1);
  CHECK(ledger.at("recognised") == 1);
  CHECK(ledger.at("by_channel").at("sms").at("requests") == 2);
  CHECK(ledger.at("duplicates").as_array().empty());
  CHECK(boost::json::parse(world.get("/rules")).at(0).at("struck") == 1);
}

TEST_CASE("what was refused or lost is a request but no message") {
  for (const char* action : {R"({"error":"101"})", R"({"http_status":429,"retry_after":7})",
                             R"({"html_page":200})", R"({"hang":true,"accept":false})"}) {
    World world(std::string(R"([{"action":)") + action + "}]");
    Plan plan = world.sms("R1");
    INFO(action);
    CHECK(world.accepted() == 0);
    CHECK(plan.later.empty());
    CHECK(boost::json::parse(world.get("/ledger/requests")).at("sms") == 1);
  }
}

TEST_CASE("each misbehaviour shows in the answer") {
  auto plan = [](const std::string& action) { return World(R"([{"action":)" + action + "}]").sms("R1"); };
  Plan throttled = plan(R"({"http_status":429,"retry_after":7})");
  CHECK(throttled.reply.status == 429);
  CHECK(throttled.reply.headers.at(0) == std::make_pair(std::string("Retry-After"), std::string("7")));
  CHECK(plan(R"({"html_page":502})").reply.status == 502);
  CHECK(plan(R"({"html_page":200})").reply.content_type == "text/html");
  CHECK(plan(R"({"hang":true})").manner == Plan::Manner::hang);
  CHECK(plan(R"({"half_answer":true})").manner == Plan::Manner::half);
  CHECK(plan(R"({"delay_ms":250})").delay == std::chrono::milliseconds(250));
  CHECK(plan(R"({"big_body":1000000})").reply.body.size() > 1000000);
  boost::json::error_code error;
  boost::json::parse(plan(R"({"broken_json":true})").reply.body, error);
  CHECK(error);
}

TEST_CASE("receipts go missing, fail, repeat, come early or name strangers as rules say") {
  auto plan = [](const std::string& action) { return World(R"([{"action":)" + action + "}]").sms("R1"); };
  CHECK(plan(R"({"no_receipt":true})").later.empty());
  CHECK(plan(R"({"failed_receipt":true})").later.at(0).kind == ReceiptKind::failed);
  CHECK(plan(R"({"duplicate_receipts":2})").later.size() == 3);
  CHECK(plan(R"({"receipt_delay_ms":9})").later.at(0).delay == std::chrono::milliseconds(9));
  Plan early = plan(R"({"early_receipt":true})");
  CHECK(early.early.size() == 1);
  CHECK(early.later.empty());
  Plan unknown = plan(R"({"unknown_receipt":true})");
  REQUIRE(unknown.later.size() == 2);
  CHECK(unknown.later[0].message.reference == "neversentR1");
}

TEST_CASE("clearing the ledger makes the gateways forget too") {
  World world;
  (void)world.sms("R1");
  CHECK(world.service.handle(request("DELETE", "/ledger"), TimePoint()).reply.status == 200);
  CHECK(world.accepted() == 0);
  (void)world.sms("R1");
  CHECK(world.accepted() == 1);
}

TEST_CASE("rules with faults are refused and the old ones stay") {
  World world(R"([{"action":{"hang":true}}])");
  Plan plan = world.service.handle(request("PUT", "/rules", R"([{"action":{"hangs":true}}])"), TimePoint());
  CHECK(plan.reply.status == 400);
  CHECK(plan.reply.body.find("action.hangs") != std::string::npos);
  CHECK(world.sms("R1").manner == Plan::Manner::hang);
}

TEST_CASE("a reset before reading is decided by the head alone and counted as a request") {
  World world(R"([{"match":{"every":2},"action":{"reset_before_reading":true}}])");
  Request head = request("POST", "/notices");
  Service::HeadDecision first = world.service.decide_by_head(head);
  CHECK_FALSE(first.reset);
  CHECK(first.actions);
  CHECK(world.service.decide_by_head(head).reset);
  CHECK(world.service.ledger().tally(Channel::website).requests == 1);
}

TEST_CASE("the fast gateways only count, recognise and answer") {
  Settings settings;
  settings.fast = true;
  World world("[]", settings);
  CHECK(boost::json::parse(world.sms("R1").reply.body).at("CodeResult") == "100");
  CHECK(boost::json::parse(world.sms("R1").reply.body).at("CodeResult") == "124");
  Request zalo = request("POST", "/message/template", R"({"tracking_id": "Z1"})");
  for (int copy = 0; copy < 2; ++copy) {
    Plan plan = world.service.handle(zalo, TimePoint());
    CHECK(boost::json::parse(plan.reply.body).at("error") == 0);
    CHECK(plan.later.empty());
  }
  Plan batch = world.service.handle(
      request("POST", "/notices", R"({"notices":[{"notice_id":"N1"},{"notice_id":"N2"}]})"), TimePoint());
  CHECK(boost::json::parse(batch.reply.body).at("results").as_array().size() == 2);
  auto ledger = boost::json::parse(world.get("/ledger"));
  CHECK(ledger.at("count") == 5);
  CHECK(ledger.at("distinct") == 4);
  CHECK(ledger.at("recognised") == 1);
  CHECK(ledger.at("duplicates").at(0) == "Z1");
}

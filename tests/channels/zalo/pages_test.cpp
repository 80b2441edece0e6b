#include "channels/zalo/pages.hpp"

#include <atomic>

#include <catch2/catch.hpp>

#include "channels/template_health.hpp"
#include "tests/channels/curl/test_server.hpp"
#include "tests/channels/zalo/zalo_fixture.hpp"

namespace triand::channels {
namespace {

using namespace std::chrono_literals;

// 2026-12-18 17:00 in Vietnam
const ZaloQuota::Time kAfternoon{1797588000s};

HttpResponse page(const std::string& body) {
  HttpResponse response;
  response.sent = true;
  response.complete = true;
  response.status = 200;
  response.body = body;
  return response;
}

TEST_CASE("a template's page tells what its parameters take") {
  const TemplateAnswer answer = read_template_page(
      page(
          R"({"error":0,"message":"Success","data":{"templateId":330875,"status":"ENABLE","timeout":"7200000",
        "price_sdt":"200.0","listParams":[{"name":"customer_name","require":true,"type":"STRING","maxLength":30,
        "minLength":0,"acceptNull":false},{"name":"note","require":"false","maxLength":"90","acceptNull":true}]}})"),
      "330875");
  REQUIRE(answer.rules);
  CHECK(answer.rules->usable);
  CHECK(answer.rules->timeout == 2h);
  CHECK(answer.rules->price == 200);
  REQUIRE(answer.rules->parameters.size() == 2);
  CHECK(answer.rules->parameters[0].required);
  CHECK(answer.rules->parameters[0].max_length == 30);
  CHECK_FALSE(answer.rules->parameters[1].required);
  CHECK(answer.rules->parameters[1].accepts_empty);
  CHECK(answer.rules->parameters[1].max_length == 90);
}

TEST_CASE("a template that is not there is another thing than one that could not be asked for") {
  CHECK(read_template_page(page(R"({"error":-109,"message":"Template ID invalid"})"), "1").unknown);
  for (const char* body : {R"({"error":-100,"message":"x"})", "<html>", ""}) {
    const TemplateAnswer answer = read_template_page(page(body), "1");
    CHECK_FALSE(answer.rules);
    CHECK_FALSE(answer.unknown);
    CHECK_FALSE(answer.fault.empty());
  }
  CHECK_FALSE(read_template_page(page(R"({"error":0,"data":{"status":"DISABLE"}})"), "1").rules->usable);
}

TEST_CASE("the quota is read in numbers and texts, and a null is no limit") {
  ZaloQuota quota;
  CHECK(read_quota_page(page(R"({"error":0,"data":{"dailyQuota":500,"remainingQuota":499}})"), quota,
                        kAfternoon));
  REQUIRE(quota.now_known());
  CHECK(quota.now_known()->limit == 500);
  CHECK(quota.now_known()->left == 499);
  CHECK(quota.now_known()->resets_at == kAfternoon + 7h);
  CHECK_FALSE(read_quota_page(page(R"({"error":-100})"), quota, kAfternoon));
  CHECK_FALSE(read_quota_page(page("<html>"), quota, kAfternoon));
  CHECK(quota.now_known()->limit == 500);
  CHECK(read_quota_page(page(R"({"error":0,"data":{"dailyQuota":null,"remainingQuota":null}})"), quota,
                        kAfternoon));
  CHECK_FALSE(quota.now_known());
}

TEST_CASE("a quota below nought is none, wherever it is said") {
  ZaloQuota quota;
  quota.read(500, 10, kAfternoon);
  CHECK(read_quota_page(page(R"({"error":0,"data":{"dailyQuota":"-1","remainingQuota":"-1"}})"), quota,
                        kAfternoon));
  CHECK_FALSE(quota.now_known());
  quota.read(500, 10, kAfternoon);
  quota.hear(-1, -1, kAfternoon);
  CHECK_FALSE(quota.now_known());
  quota.hear(-1, -1, kAfternoon);
  CHECK_FALSE(quota.now_known());
  quota.read(500, -1, kAfternoon);
  CHECK(quota.now_known()->left == 0);
}

TEST_CASE("an answer without a daily quota ends the one that was known") {
  std::atomic<int> messages = 0;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line().starts_with("GET")) return peer.answer(200, R"({"error":-100,"message":"x"})");
    const std::string number = messages++ == 0 ? "500" : "-1";
    peer.answer(200, R"({"error":0,"data":{"msg_id":"m","quota":{"dailyQuota":")" + number +
                         R"(","remainingQuota":")" + number + R"("}}})");
  });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage);
  fixture.authorize(storage, "t-1");
  CHECK(fixture.send(zalo_thank_you()).verdict == Verdict::accepted);
  CHECK(fixture.channel->quota());
  CHECK(fixture.send(zalo_thank_you()).verdict == Verdict::accepted);
  CHECK_FALSE(fixture.channel->quota());
}

TEST_CASE("answers that overtake each other never give back what was used, a new day does") {
  ZaloQuota quota;
  quota.hear(500, 498, kAfternoon);
  quota.hear(500, 499, kAfternoon);
  CHECK(quota.now_known()->left == 498);
  CHECK(left_at(*quota.now_known(), kAfternoon + 7h - 1ms) == 498);
  CHECK(left_at(*quota.now_known(), kAfternoon + 7h) == 500);
  quota.hear(500, 499, kAfternoon + 8h);
  CHECK(quota.now_known()->left == 499);
  CHECK(quota.now_known()->resets_at == kAfternoon + 31h);
}

TEST_CASE("a quota that is used up is used up until midnight, and one that drops keeps what was used") {
  ZaloQuota quota;
  quota.used_up(kAfternoon);
  CHECK(quota.now_known()->left == 0);
  CHECK(left_at(*quota.now_known(), kAfternoon + 7h) > 1'000'000);
  quota.read(20000, 15000, kAfternoon);
  quota.change(10000, kAfternoon);
  CHECK(quota.now_known()->left == 5000);
  quota.change(1000, kAfternoon);
  CHECK(quota.now_known()->left == 0);
}

TEST_CASE("a message's page says whether it has arrived") {
  const auto arrived = read_status_page(
      page(R"({"error":0,"data":{"delivery_time":"1600328011517","message":"delivered","status":1}})"));
  REQUIRE(arrived);
  CHECK(arrived->word == Receipt::Word::delivered);
  CHECK(arrived->detail == "delivery_time=1600328011517");
  for (const char* body : {R"({"error":0,"data":{"status":0}})", R"({"error":0,"data":{"status":"-1"}})",
                           R"({"error":-107,"message":"Message ID invalid"})"}) {
    const auto receipt = read_status_page(page(body));
    REQUIRE(receipt);
    CHECK(receipt->word == Receipt::Word::pending);
  }
  for (const char* body : {R"({"error":-100})", "<html>", R"({"error":0,"data":{}})", ""})
    CHECK_FALSE(read_status_page(page(body)));
}

TEST_CASE("data that does not fit is one customer's affair until it repeats") {
  TemplateHealth health;
  for (int i = 1; i < TemplateHealth::kInARow; ++i) CHECK_FALSE(health.refused("1"));
  health.took("1");
  for (int i = 1; i < TemplateHealth::kInARow; ++i) CHECK_FALSE(health.refused("1"));
  CHECK_FALSE(health.refused("2"));
  CHECK(health.refused("1"));
}

TEST_CASE("a channel asks about templates, messages and its quota with its token") {
  std::mutex mutex;
  std::vector<std::string> lines;
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    {
      const std::lock_guard lock(mutex);
      lines.push_back(request.line() + " " + request.header("access_token"));
    }
    if (request.line().starts_with("GET /template"))
      peer.answer(200, R"({"error":0,"data":{"status":"ENABLE","listParams":[]}})");
    else if (request.line().starts_with("GET /message/status"))
      peer.answer(200, R"({"error":0,"data":{"status":1,"delivery_time":"1"}})");
    else
      peer.answer(200, R"({"error":0,"data":{"dailyQuota":500,"remainingQuota":7}})");
  });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage);
  std::optional<TemplateAnswer> none;
  fixture.channel->ask_template("330875", [&](TemplateAnswer answer) { none = std::move(answer); });
  run_until(fixture.context, [&] { return none.has_value(); });
  CHECK_FALSE(none->rules);
  CHECK_FALSE(none->unknown);
  fixture.authorize(storage, "t-1");
  std::optional<TemplateAnswer> answer;
  std::optional<Receipt> receipt;
  fixture.channel->ask_template("330875", [&](TemplateAnswer value) { answer = std::move(value); });
  fixture.channel->ask_message("REF", "a/b?c&d",
                               [&](std::optional<Receipt> value) { receipt = std::move(value); });
  run_until(fixture.context, [&] { return answer && receipt && fixture.channel->quota(); });
  CHECK(answer->rules);
  CHECK(receipt->reference == "REF");
  CHECK(fixture.channel->quota()->left == 7);
  CHECK(fixture.changes > 0);
  const std::lock_guard lock(mutex);
  CHECK(std::ranges::count(lines, "GET /template/info/v2?template_id=330875 t-1") == 1);
  CHECK(std::ranges::count(lines, "GET /message/status?message_id=abcd t-1") == 1);
  CHECK(std::ranges::count(lines, "GET /message/quota t-1") >= 1);
}

TEST_CASE("each answer tells the quota, and a notice changes it at once") {
  const auto server = TestServer::answering([&](Peer& peer, const ReceivedRequest& request) {
    if (request.line().starts_with("GET"))
      peer.answer(200, R"({"error":-100,"message":"Unknown error"})");
    else
      peer.answer(200,
                  R"({"error":0,"data":{"msg_id":"m","quota":{"dailyQuota":"500","remainingQuota":"123"}}})");
  });
  TestStorage storage;
  ZaloFixture fixture(server->url(), storage);
  fixture.authorize(storage, "t-1");
  CHECK_FALSE(fixture.channel->quota());
  (void)fixture.send(zalo_thank_you());
  REQUIRE(fixture.channel->quota());
  CHECK(fixture.channel->quota()->left == 123);
  GatewayNotice notice;
  notice.kind = GatewayNotice::Kind::daily_quota;
  notice.limit = 400;
  fixture.channel->heed(notice);
  CHECK(fixture.channel->quota()->left == 23);
}

}  // namespace
}  // namespace triand::channels

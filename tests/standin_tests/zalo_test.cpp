#include "tests/standin/zalo/zalo.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "tests/standin/zalo/zalo_codes.hpp"

using namespace triand::standin;

namespace {

// 18 December 2026, 12:00 in Vietnam.
const TimePoint kNoon{std::chrono::seconds(1797570000)};

struct World {
  ZaloSettings settings;
  ZaloTokens tokens{settings, 1};
  Zalo zalo{settings, tokens, 1};

  Request request(const boost::json::object& fields) {
    Request made;
    made.method = "POST";
    made.path = "/message/template";
    made.headers = {{"Access_Token", tokens.current(kNoon).access_token}};
    made.body = boost::json::serialize(fields);
    return made;
  }

  boost::json::value send(const boost::json::object& fields) {
    return boost::json::parse(zalo.answer(request(fields), {}, kNoon).reply.body);
  }

  int code(std::string_view field, const boost::json::value& value);
};

boost::json::object good() {
  return {{"phone", "84912345678"},
          {"template_id", "330875"},
          {"template_data", boost::json::object{{"customer_name", "Nguyễn Thị Mẫu"}}},
          {"tracking_id", "R1"}};
}

int World::code(std::string_view field, const boost::json::value& value) {
  boost::json::object fields = good();
  fields[field] = value;
  return static_cast<int>(send(fields).at("error").as_int64());
}

Answer refresh(ZaloTokens& tokens, const std::string& token, TimePoint now = kNoon) {
  Request request;
  request.method = "POST";
  request.headers = {{"secret_key", "secret"}};
  request.body = "refresh_token=" + token + "&app_id=77&grant_type=refresh_token";
  return tokens.answer(request, {}, now);
}

}  // namespace

TEST_CASE("Zalo's answer to a message has its quota and time as strings") {
  World world;
  auto answer = world.send(good());
  CHECK(answer.at("error") == 0);
  CHECK(answer.at("data").at("sent_time") == "1797570000000");
  CHECK(answer.at("data").at("sending_mode") == "1");
  CHECK(answer.at("data").at("quota").at("dailyQuota") == "500000");
  CHECK(answer.at("data").at("quota").at("remainingQuota") == "499999");
  CHECK(answer.at("data").at("msg_id").as_string().size() == 20);
}

TEST_CASE("Zalo delivers a repeated tracking_id again") {
  World world;
  CHECK(world.zalo.answer(world.request(good()), {}, kNoon).accepted.size() == 1);
  CHECK(world.zalo.answer(world.request(good()), {}, kNoon).accepted.size() == 1);
}

TEST_CASE("Zalo checks in order: body, token, template, parameters, tracking id, telephone") {
  World world;
  world.settings.templates = {*parse_template("330875:customer_name=14,code"), *parse_template("1"),
                              *parse_template("2")};
  world.settings.templates[1].status = "PENDING_REVIEW";
  world.settings.templates[2].status = "DISABLE";
  Request request = world.request(good());
  request.body = "{";
  CHECK(boost::json::parse(world.zalo.answer(request, {}, kNoon).reply.body).at("error") == -122);
  CHECK(world.send({}).at("error") == -121);
  request = world.request(good());
  request.headers = {{"Authorization", "Bearer " + world.tokens.current(kNoon).access_token}};
  CHECK(world.zalo.answer(request, {}, kNoon).reply.body ==
        R"({"error":-124,"message":"Access token invalid"})");
  CHECK(world.code("template_id", "999") == -109);
  CHECK(world.code("template_id", "1") == -131);
  CHECK(world.code("template_id", "2") == -146);
  CHECK(world.code("template_data", boost::json::object()) == -111);
  CHECK(world.code("template_data", boost::json::object{{"customer_name", "Nguyễn Thị Mẫu"}}) == -1122);
  CHECK(world.code("template_data",
                   boost::json::object{{"customer_name", "Nguyễn Thị Mẫuu"}, {"code", "1"}}) == -1121);
  CHECK(world.code("template_data", boost::json::object{{"customer_name", 5}, {"code", "1"}}) == -1124);
  world.settings.templates.clear();
  CHECK(world.code("tracking_id", boost::json::string(49, 'x')) == -132);
  CHECK(world.code("tracking_id", "a b") == -132);
  CHECK(world.code("phone", "0912345678") == -108);
  CHECK(world.code("phone", "+84912345678") == 0);
  CHECK(world.code("mode", "development") == -127);
}

TEST_CASE("a magic telephone earns the code in its last digits") {
  World world;
  CHECK(world.code("phone", "84900000118") == -118);
  CHECK(world.code("phone", "84900001121") == -1121);
  CHECK(world.code("phone", "84900000144") == -144);
  CHECK(magic_code("84900009999") == 0);
  CHECK(magic_code("84912340118") == 0);
  auto refusal = world.send([] {
    auto fields = good();
    fields["phone"] = "84900000118";
    return fields;
  }());
  CHECK(boost::json::serialize(refusal) ==
        R"({"error":-118,"message":"Zalo account not existed","data":null})");
}

TEST_CASE("Zalo's quota ends the day at midnight in Vietnam") {
  World world;
  world.settings.daily_quota = 1;
  CHECK(world.send(good()).at("error") == 0);
  CHECK(world.send(good()).at("error") == -144);
  auto before = kNoon + std::chrono::hours(12) - std::chrono::seconds(1);
  CHECK_FALSE(world.zalo.answer(world.request(good()), {}, before).accepted.size() == 1);
  CHECK(world.zalo.answer(world.request(good()), {}, before + std::chrono::seconds(1)).accepted.size() == 1);
}

TEST_CASE("a quota below nought is said and is no limit") {
  World world;
  world.settings.daily_quota = -1;
  for (int i = 0; i < 3; ++i) {
    auto answer = world.send(good());
    CHECK(answer.at("error") == 0);
    CHECK(answer.at("data").at("quota").at("dailyQuota") == "-1");
    CHECK(answer.at("data").at("quota").at("remainingQuota") == "-1");
  }
  CHECK(boost::json::parse(world.zalo.quota(world.request({}), kNoon).body).at("data").at("dailyQuota") ==
        -1);
}

TEST_CASE("the night ban and an empty account are told when they are set") {
  World world;
  world.settings.balance = 0;
  CHECK(world.send(good()).at("error") == -115);
  world.settings.night_ban = true;
  Answer answer = world.zalo.answer(world.request(good()), {}, kNoon + std::chrono::hours(10));
  CHECK(boost::json::parse(answer.reply.body).at("error") == -133);
}

TEST_CASE("the quota call speaks in numbers and nulls") {
  World world;
  auto answer = boost::json::parse(world.zalo.quota(world.request({}), kNoon).body);
  CHECK(answer.at("message") == "success");
  CHECK(answer.at("data").at("dailyQuota") == 500000);
  CHECK(answer.at("data").at("dailyQuotaPromotion").is_null());
}

TEST_CASE("a message's status goes from unknown over pushed to delivered") {
  World world;
  auto status = [&world](const std::string& id) {
    Request request = world.request({});
    request.query = "message_id=" + id;
    return boost::json::parse(world.zalo.status(request, kNoon).body).at("data").at("status").as_int64();
  };
  CHECK(status("nobody") == -1);
  Message message = world.zalo.answer(world.request(good()), {}, kNoon).accepted.at(0);
  CHECK(status(message.provider_id) == 0);
  CHECK_FALSE(world.zalo.receipt(message, ReceiptKind::failed, kNoon));
  CHECK(status(message.provider_id) == 0);
  CHECK_FALSE(world.zalo.receipt(message, ReceiptKind::delivered, kNoon));
  CHECK(status(message.provider_id) == 1);
}

TEST_CASE("a refresh rotates both tokens, kills the old one, and a used refresh token earns an empty 200") {
  World world;
  ZaloTokens::Pair old = world.tokens.current(kNoon);
  auto answer = boost::json::parse(refresh(world.tokens, old.refresh_token).reply.body);
  ZaloTokens::Pair now = world.tokens.current(kNoon);
  CHECK(answer.at("access_token") == boost::json::string(now.access_token));
  CHECK(answer.at("refresh_token") == boost::json::string(now.refresh_token));
  CHECK(answer.at("expires_in") == "90000");
  CHECK_FALSE(world.tokens.valid(old.access_token, kNoon));
  CHECK(world.tokens.valid(now.access_token, kNoon));
  CHECK_FALSE(world.tokens.valid(now.access_token, kNoon + std::chrono::seconds(90000)));

  Answer again = refresh(world.tokens, old.refresh_token);
  CHECK(again.reply.status == 200);
  CHECK(again.reply.body.empty());
  CHECK(world.tokens.rotations() == 1);
}

TEST_CASE("the token service names what is wrong, with a number or a text") {
  World world;
  world.settings.app_id = "1";
  CHECK(boost::json::parse(refresh(world.tokens, "x").reply.body).at("error") == -14002);
  world.settings.app_id = "77";
  world.settings.app_secret = "other";
  CHECK(boost::json::parse(refresh(world.tokens, "x").reply.body).at("error") == -14004);
  world.settings.app_secret = "secret";
  CHECK(boost::json::parse(refresh(world.tokens, "x").reply.body).at("error") == -14014);
  world.settings.quoted_errors = true;
  CHECK(boost::json::parse(refresh(world.tokens, "x").reply.body).at("error") == "-14014");
}

TEST_CASE("a delivery event is signed as in Zalo's test vector") {
  const std::string body =
      R"({"sender":{"id":"2893352839501541173"},"recipient":{"id":"84123456789"},"event_name":"user_received_message",)"
      R"("message":{"delivery_time":"1602960467432","msg_id":"15a0cc0bbb13bd4ce403","tracking_id":"tracking_id"},)"
      R"("app_id":"2074138120372622546","timestamp":"1602560967477"})";
  CHECK(zalo_signature("2074138120372622546", body, "1602560967477", "test-oa-secret-key") ==
        "mac=59ce2b2613d0c9848a74d82b41044c70dc1b2a614be5b0b8788f115a14e419da");
  ZaloWebhook webhook;
  webhook.oa_secret_key = "key";
  Message message;
  message.reference = "R1";
  message.provider_id = "m1";
  message.address = "84912345678";
  Receipt receipt = received_event(webhook, message, kNoon, kNoon, 0.001);
  auto event = boost::json::parse(receipt.body);
  CHECK(event.at("message").at("tracking_id") == "R1");
  CHECK(event.at("recipient").at("id") == "84912345678");
  CHECK(receipt.headers.at(3).second == zalo_signature(webhook.app_id, receipt.body, "1797570000000", "key"));
  CHECK(receipt.retries == std::vector<std::chrono::milliseconds>{
                               std::chrono::milliseconds(30), std::chrono::milliseconds(300),
                               std::chrono::milliseconds(900), std::chrono::milliseconds(1800),
                               std::chrono::milliseconds(3600)});
}

TEST_CASE("settings change together or not at all") {
  ZaloSettings settings;
  CHECK(change_settings(settings, {{"daily_quota", 5}, {"expires_in_as", "number"}}).empty());
  CHECK(settings.daily_quota == 5);
  CHECK(change_settings(settings, {{"daily_quota", 6}, {"night", true}, {"balance", "x"}}).size() == 2);
  CHECK(settings.daily_quota == 5);
}

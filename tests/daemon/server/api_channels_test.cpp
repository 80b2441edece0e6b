#include <catch2/catch.hpp>

#include "daemon/store/channel_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const std::string kSms = "/api/v1/channels/sms";

}  // namespace

TEST_CASE("channels are listed in the config's order with what waits for them") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const Told told = api.get("/api/v1/channels");
  CHECK(told.keys() == Keys{"schema", "channels"});
  CHECK(told.text("schema") == "triand.channels/v1");
  const auto& channels = told.at("channels").as_array();
  REQUIRE(channels.size() == 4);
  const Keys keys = keys_of(channels[0].as_object());
  CHECK(Keys(keys.begin(), keys.begin() + 7) ==
        Keys{"channel", "kind", "state", "reason", "rate", "queued", "sending"});
  CHECK(channels[0].at("channel") == "sms");
  CHECK(channels[0].at("state") == "running");
  CHECK(channels[0].at("rate") == "100/s");
  CHECK(channels[0].at("queued") == 2);
  CHECK(channels[1].at("kind") == "email");
}

TEST_CASE("one channel is shown, and one that does not exist is not found") {
  ApiFixture api;
  const Told told = api.get(kSms);
  CHECK(told.text("schema") == "triand.channel/v1");
  CHECK(told.text("channel") == "sms");
  CHECK(api.get("/api/v1/channels/fax").exit() == 5);
  for (const char* verb : {"pause", "resume", "authorize"})
    CHECK(api.post("/api/v1/channels/fax/" + std::string(verb), "{}").exit() == 5);
  CHECK(api.post("/api/v1/channels/fax/test", R"({"to":"x"})").exit() == 5);
}

TEST_CASE("a paused channel sends nothing until it is resumed") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const Told paused = api.post(kSms + "/pause", R"({"reason":"wrong sender"})");
  CHECK(paused.text("state") == "paused");
  CHECK(paused.text("reason") == "paused");
  CHECK(paused.text("who") == "lan");
  CHECK(paused.text("detail") == "wrong sender");
  CHECK(paused.text("since") == "2026-12-18T08:00:00+07:00");
  CHECK(api.changes == 1);
  CHECK(api.send(row, "sms", domain::DeliveryEvent::answered_accepted).empty());
  CHECK(api.post("/api/v1/campaigns/tri-an-2026/resume").exit() == 6);
  CHECK(api.post(kSms + "/resume").text("state") == "running");
  CHECK(api.changes == 2);
  CHECK(api.send(row, "sms", domain::DeliveryEvent::answered_accepted).size() == 2);
}

TEST_CASE("a channel whose lane has not looked yet is not called paused once it is resumed") {
  ApiFixture api;
  REQUIRE(api.post(kSms + "/pause").exit() == 0);
  api.service.channels[0].state = "paused";
  api.service.channels[0].reason = "paused";
  const Told told = api.post(kSms + "/resume");
  CHECK(told.text("state") == "waiting");
  CHECK(told.text("reason").empty());
}

TEST_CASE("a stopped channel says why and goes on once it is resumed") {
  ApiFixture api;
  api.write([&](store::WriteSession& session) {
    store::stop_channel(session, api.row_of("sms"), domain::Reason::no_balance, "code 103", api.now);
  });
  const Told stopped = api.get(kSms);
  CHECK(stopped.text("state") == "stopped");
  CHECK(stopped.text("reason") == "no_balance");
  CHECK(stopped.text("detail") == "code 103");
  CHECK(api.post(kSms + "/resume", R"({"reason":"topped up"})").text("state") == "running");
  CHECK(api.audited().back() == "lan channel.start sms topped up");
}

TEST_CASE("a channel that moves is not resumed, and is told where it is paused") {
  ApiFixture api;
  api.load_customers();
  api.run();
  CHECK(api.post(kSms + "/resume").exit() == 6);
  REQUIRE(api.post("/api/v1/campaigns/tri-an-2026/pause", R"({"channel":"sms"})").exit() == 0);
  const Told told = api.post(kSms + "/resume");
  CHECK(told.exit() == 6);
  CHECK(told.text("message").find("channel sms (by lan)") != std::string::npos);
}

TEST_CASE("tokens are handed on, start a stopped channel and stand nowhere else") {
  ApiFixture api;
  api.write([&](store::WriteSession& session) {
    store::stop_channel(session, api.row_of("zalo"), domain::Reason::not_authorized, "", api.now);
  });
  const std::string tokens = R"({"access_token":"secret-a","refresh_token":"secret-r"})";
  const Told told = api.post("/api/v1/channels/zalo/authorize", tokens);
  CHECK(told.text("state") == "running");
  CHECK(api.authorized == "zalo" + tokens);
  CHECK(api.audited().back() == "lan channel.authorize zalo ");
  CHECK(told.response.body.find("secret") == std::string::npos);
  CHECK(api.changes == 1);
}

TEST_CASE("wrong tokens are refused and start nothing") {
  ApiFixture api;
  api.write([&](store::WriteSession& session) {
    store::stop_channel(session, api.row_of("zalo"), domain::Reason::not_authorized, "", api.now);
  });
  const Told no_json = api.post("/api/v1/channels/zalo/authorize", "secret-a");
  CHECK(no_json.exit() == 2);
  CHECK(no_json.response.body.find("secret") == std::string::npos);
  CHECK(api.authorized.empty());
  api.authorize_fault = "the refresh token is missing";
  const Told told = api.post("/api/v1/channels/zalo/authorize", "{}");
  CHECK(told.exit() == 2);
  CHECK(told.text("message") == "the refresh token is missing");
  CHECK(api.get("/api/v1/channels/zalo").text("state") == "stopped");
  api.caller.role = server::Role::approver;
  CHECK(api.post("/api/v1/channels/zalo/authorize", "{}").exit() == 4);
}

TEST_CASE("a test message needs an address and is audited without it") {
  ApiFixture api;
  CHECK(api.post(kSms + "/test", "{}").exit() == 2);
  CHECK(boost::json::serialize(api.post(kSms + "/test", R"({"to":"0912345678"})").document) ==
        R"({"schema":"triand.test/v1","channel":"sms","to":"0912345678"})");
  CHECK(api.audited().back() == "lan channel.test sms ");
}

#include <catch2/catch.hpp>

#include "daemon/store/campaign_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kCampaign = "/api/v1/campaigns/tri-an-2026";

std::size_t claimable(ApiFixture& api, std::int64_t row, const std::string& channel) {
  return api.send(row, channel, domain::DeliveryEvent::released).size();
}

}  // namespace

TEST_CASE("a plan is approved by another person and by nobody twice") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.caller = {"an", server::Role::approver, true};
  CHECK(api.post(kCampaign + "/approve").exit() == 8);
  CHECK(api.changes == 0);
  api.caller.name = "lan";
  const Told told = api.post(kCampaign + "/approve", R"({"accept_shortfall":false})");
  CHECK(told.text("schema") == "triand.campaign/v1");
  CHECK(told.text("state") == "approved");
  CHECK(told.text("approved_by") == "lan");
  CHECK(api.changes == 1);
  CHECK(api.post(kCampaign + "/approve").exit() == 6);
}

TEST_CASE(
    "an approval that names its plan approves that plan and none that was made since, also in the same "
    "second") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  const auto number = [&] { return std::to_string(api.get(kCampaign).at("plan_number").as_int64()); };
  const std::string planned_at = api.get(kCampaign).text("planned_at");
  const std::string seen = R"({"plan":)" + number() + "}";
  api.plan();
  REQUIRE(api.get(kCampaign).text("planned_at") == planned_at);
  const Told refused = api.post(kCampaign + "/approve", seen);
  CHECK(refused.status == 409);
  CHECK(refused.exit() == 6);
  CHECK(refused.text("error") == "other-plan");
  CHECK(api.get(kCampaign).text("state") == "planned");
  // Meanwhile, while the service looks whether it may be approved.
  const std::string newer = R"({"plan":)" + number() + "}";
  api.world->ask_late = [&](const store::CampaignRow&) -> std::optional<server::ApiError> {
    api.plan();
    return std::nullopt;
  };
  CHECK(api.post(kCampaign + "/approve", newer).text("error") == "other-plan");
  CHECK(api.post(kCampaign + "/approve").text("error") == "other-plan");
  api.world->ask_late = nullptr;
  CHECK(api.get(kCampaign).text("state") == "planned");
  CHECK(api.changes == 0);
  CHECK(api.post(kCampaign + "/approve", R"({"plan":"1"})").exit() == 2);
  CHECK(api.post(kCampaign + "/approve", R"({"plan":)" + number() + "}").text("state") == "approved");
}

TEST_CASE("where one person may approve, the planner may") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.two_persons = false;
  api.caller = {"an", server::Role::approver, true};
  CHECK(api.post(kCampaign + "/approve").text("state") == "approved");
}

TEST_CASE("a campaign that cannot finish in its window is approved only when that is accepted") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.shortfall = "12 messages by sms";
  const Told told = api.post(kCampaign + "/approve");
  CHECK(told.exit() == 8);
  CHECK(told.text("message").find("12 messages by sms") != std::string::npos);
  CHECK(api.get(kCampaign).text("state") == "planned");
  CHECK(api.post(kCampaign + "/approve", R"({"accept_shortfall":true})").text("state") == "approved");
  CHECK(api.audited().back() == "lan campaign.accept_shortfall tri-an-2026 12 messages by sms");
}

TEST_CASE("a campaign whose messages the gateway's templates do not take is not approved") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.late = server::ApiError{8, "unchecked-template", "template 1 could not be asked for", "approve again"};
  const Told told = api.post(kCampaign + "/approve", R"({"accept_shortfall":true})");
  CHECK(told.exit() == 8);
  CHECK(told.text("message") == "template 1 could not be asked for");
  CHECK(api.get(kCampaign).text("state") == "planned");
  api.late.reset();
  CHECK(api.post(kCampaign + "/approve").text("state") == "approved");
}

TEST_CASE("a campaign whose window is over is not approved") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.now += std::chrono::hours(24 * 5);
  CHECK(api.post(kCampaign + "/approve").exit() == 6);
}

TEST_CASE("a whole campaign is paused with who, when and why, and resumed") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const Told paused = api.post(kCampaign + "/pause", R"({"reason":"wrong sender"})");
  CHECK(paused.text("state") == "paused");
  CHECK(boost::json::serialize(paused.at("pauses")) ==
        R"([{"channel":"","unit":"","every_campaign":false,"who":"lan","at":"2026-12-18T08:00:00+07:00",)"
        R"("reason":"wrong sender","hold":"paused"}])");
  CHECK(claimable(api, row, "sms") == 0);
  CHECK(api.changes == 1);
  const Told resumed = api.post(kCampaign + "/resume");
  CHECK(resumed.text("state") == "running");
  CHECK(resumed.at("pauses").as_array().empty());
  CHECK(claimable(api, row, "sms") == 2);
  CHECK(api.changes == 2);
}

TEST_CASE("a pause of one channel and one unit holds back just those") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const Told paused = api.post(kCampaign + "/pause", R"({"channel":"sms","unit":"pm"})");
  CHECK(paused.exit() == 0);
  CHECK(paused.text("state") == "running");
  CHECK(paused.at("pauses").as_array().at(0).at("unit") == "PM");
  CHECK(paused.at("pauses").as_array().at(0).at("channel") == "sms");
  CHECK(claimable(api, row, "sms") == 1);
  CHECK(claimable(api, row, "mail") == 1);
}

TEST_CASE("a channel or unit that does not exist, or that the campaign does not use, is not found") {
  ApiFixture api;
  api.load_customers();
  api.run();
  for (const char* verb : {"/pause", "/resume"}) {
    CHECK(api.post(kCampaign + verb, R"({"channel":"fax"})").exit() == 5);
    CHECK(api.post(kCampaign + verb, R"({"channel":"zalo"})").exit() == 5);
    CHECK(api.post(kCampaign + verb, R"({"unit":"PA"})").exit() == 5);
    CHECK(api.post(kCampaign + verb, R"({"unit":"XX99"})").exit() == 5);
  }
  CHECK(api.changes == 0);
}

TEST_CASE("what is not paused is not resumed, and what is paused is told") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const Told nothing = api.post(kCampaign + "/resume");
  CHECK(nothing.exit() == 6);
  CHECK(nothing.text("message").find("nothing of it is paused") != std::string::npos);
  REQUIRE(api.post(kCampaign + "/pause", R"({"channel":"sms","reason":"why"})").exit() == 0);
  const Told other = api.post(kCampaign + "/resume", R"({"channel":"mail"})");
  CHECK(other.exit() == 6);
  CHECK(other.text("message").find("channel sms (by lan: why)") != std::string::npos);
  for (const std::string& line : api.audited()) CHECK(line.find("resume") == std::string::npos);
  CHECK(api.get(kCampaign).at("pauses").as_array().size() == 1);
  CHECK(api.post(kCampaign + "/resume").exit() == 0);
}

TEST_CASE("only an approved or running campaign is paused") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  CHECK(api.post(kCampaign + "/pause").exit() == 6);
  REQUIRE(api.post(kCampaign + "/approve").exit() == 0);
  CHECK(api.post(kCampaign + "/pause").text("state") == "paused");
  REQUIRE(api.post(kCampaign + "/cancel", R"({"confirm":"tri-an-2026"})").exit() == 0);
  const Told told = api.post(kCampaign + "/pause");
  CHECK(told.exit() == 6);
  CHECK(told.text("message").find("cancelled") != std::string::npos);
  CHECK(api.get(kCampaign).text("state") == "cancelled");
}

TEST_CASE("a finished campaign is neither paused nor cancelled") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.send(row, "sms", domain::DeliveryEvent::answered_accepted);
  api.send(row, "mail", domain::DeliveryEvent::answered_accepted);
  REQUIRE(
      api.write([&](store::WriteSession& session) { return store::finish_if_done(session, row, api.now); }));
  CHECK(api.post(kCampaign + "/pause").exit() == 6);
  CHECK(api.post(kCampaign + "/cancel", R"({"confirm":"tri-an-2026"})").exit() == 6);
}

TEST_CASE("a campaign is cancelled only when its id is repeated") {
  ApiFixture api;
  api.load_customers();
  api.run();
  CHECK(api.post(kCampaign + "/cancel").exit() == 2);
  CHECK(api.post(kCampaign + "/cancel", R"({"confirm":"tri-an-2025"})").exit() == 2);
  CHECK(api.get(kCampaign).text("state") == "running");
  const Told told = api.post(kCampaign + "/cancel", R"({"confirm":"tri-an-2026","reason":"typhoon"})");
  CHECK(told.text("state") == "cancelled");
  CHECK(told.at("ended").at("who") == "lan");
  CHECK(told.at("ended").at("reason") == "typhoon");
  CHECK(told.at("ended").at("at").is_string());
  CHECK(api.audited().back() == "lan campaign.cancel tri-an-2026 typhoon");
  CHECK(api.changes == 1);
}

TEST_CASE("each order needs its role") {
  ApiFixture api;
  api.load_customers();
  api.run();
  api.caller.role = server::Role::support;
  CHECK(api.post(kCampaign + "/pause").exit() == 4);
  api.caller.role = server::Role::operator_;
  CHECK(api.post(kCampaign + "/pause").exit() == 0);
  CHECK(api.post(kCampaign + "/approve").exit() == 4);
  api.caller.role = server::Role::approver;
  CHECK(api.post(kCampaign + "/cancel", R"({"confirm":"tri-an-2026"})").exit() == 4);
  api.caller.role = server::Role::viewer;
  CHECK(api.get(kCampaign).exit() == 0);
}

#include <catch2/catch.hpp>

#include "daemon/store/store_error.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const Keys kBuckets = {"total",    "pending",    "sent",      "reached", "unreached",
                       "in_doubt", "suppressed", "duplicate", "expired", "cancelled"};
const Keys kStates = {"queued", "sending",  "accepted", "delivered",
                      "failed", "in_doubt", "expired",  "cancelled"};

std::int64_t sum_of(const boost::json::object& recipients) {
  std::int64_t sum = 0;
  for (const auto& bucket : recipients)
    if (bucket.key() != "total") sum += bucket.value().as_int64();
  return sum;
}

}  // namespace

TEST_CASE("a campaign's document has the promised members in their order, then more") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  const Told told = api.get("/api/v1/campaigns/tri-an-2026");
  REQUIRE(told.status == 200);
  CHECK(told.keys() == Keys{"schema",   "id",          "state",  "window",     "recipients", "channels",
                            "forecast", "cost",        "title",  "planned_by", "planned_at", "plan_number",
                            "approval", "approved_by", "canary", "pinned",     "ended",      "holds",
                            "pauses",   "plan",        "units"});
  CHECK(told.text("schema") == "triand.campaign/v1");
  CHECK(told.text("id") == "tri-an-2026");
  CHECK(told.text("state") == "planned");
  CHECK(boost::json::serialize(told.at("window")) ==
        R"({"from":"2026-12-18","to":"2026-12-21","hours":"07:30-20:30"})");
  CHECK(keys_of(told.at("recipients").as_object()) == kBuckets);
  CHECK(boost::json::serialize(told.at("forecast")) ==
        R"({"finishes_at":"2026-12-20T18:00:00+07:00","fits":true,"shortfall":0})");
  CHECK(boost::json::serialize(told.at("cost")) == R"({"planned":1700,"spent":0,"currency":"VND"})");
  CHECK(told.text("title") == "Tri ân khách hàng");
  CHECK(told.text("planned_by") == "an");
  CHECK(told.text("approval") == "two_person");
  CHECK(told.text("planned_at") == "2026-12-18T08:00:00+07:00");
  CHECK(boost::json::serialize(told.at("plan")) == R"({"reasons":{"duplicate_customer":1},"left_out":{}})");
  CHECK(api.get("/api/v1/campaigns/tri-an-2026/balance").document == told.document);
}

TEST_CASE("every channel of a campaign is shown with every state, the ones still unused too") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  const Told told = api.get("/api/v1/campaigns/tri-an-2026");
  const auto& channels = told.at("channels").as_object();
  CHECK(keys_of(channels) == Keys{"mail", "post", "sms"});
  for (const auto& channel : channels) CHECK(keys_of(channel.value().as_object()) == kStates);
  CHECK(channels.at("sms").at("queued") == 2);
  CHECK(channels.at("post").at("queued") == 0);
}

TEST_CASE("the buckets add up to the total at every step, for the whole and for each unit") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  const auto look = [&](std::int64_t pending, std::int64_t sent, std::int64_t doubt, std::int64_t unreached) {
    const Told told = api.get("/api/v1/campaigns/tri-an-2026");
    const auto& recipients = told.at("recipients").as_object();
    CHECK(recipients.at("total") == 4);
    CHECK(sum_of(recipients) == 4);
    CHECK(recipients.at("duplicate") == 1);
    CHECK(recipients.at("pending") == pending);
    CHECK(recipients.at("sent") == sent);
    CHECK(recipients.at("in_doubt") == doubt);
    CHECK(recipients.at("unreached") == unreached);
    std::int64_t units = 0;
    for (const auto& unit : told.at("units").as_array()) {
      CHECK(keys_of(unit.as_object()) == Keys{"unit", "unit_name", "recipients"});
      CHECK(sum_of(unit.at("recipients").as_object()) == unit.at("recipients").at("total").as_int64());
      units += unit.at("recipients").at("total").as_int64();
    }
    CHECK(units == 4);
    return told;
  };
  look(3, 0, 0, 0);
  api.send(row, "sms", domain::DeliveryEvent::answered_accepted);
  const Told sent = look(1, 2, 0, 0);
  CHECK(sent.at("cost").at("spent") == 1700);
  CHECK(sent.text("state") == "running");
  api.send(row, "mail", domain::DeliveryEvent::answered_in_doubt);
  look(0, 2, 1, 0);
}

TEST_CASE("the campaigns are listed newest first with what is promised of each") {
  ApiFixture api;
  api.load_customers();
  api.plan("tri-an-2025");
  api.plan("tri-an-2026");
  const Told told = api.get("/api/v1/campaigns");
  CHECK(told.keys() == Keys{"schema", "campaigns"});
  CHECK(told.text("schema") == "triand.campaigns/v1");
  const auto& campaigns = told.at("campaigns").as_array();
  REQUIRE(campaigns.size() == 2);
  CHECK(campaigns[0].at("id") == "tri-an-2026");
  CHECK(keys_of(campaigns[1].as_object()) ==
        Keys{"id", "state", "window", "recipients", "channels", "forecast", "cost"});
}

TEST_CASE("a campaign that does not exist is not found, whatever is asked of it") {
  ApiFixture api;
  CHECK(api.get("/api/v1/campaigns/nope").exit() == 5);
  CHECK(api.get("/api/v1/campaigns/nope/balance").exit() == 5);
  CHECK(api.get("/api/v1/campaigns/nope/preview").exit() == 5);
  for (const char* verb : {"approve", "pause", "resume"})
    CHECK(api.post("/api/v1/campaigns/nope/" + std::string(verb)).exit() == 5);
  CHECK(api.post("/api/v1/campaigns/nope/cancel", R"({"confirm":"nope"})").exit() == 5);
}

TEST_CASE("what holds a campaign is told with its sentence and its time") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.service.holds.push_back({"tri-an-2026", "sms", "", "outside_hours", "It is late.", api.now});
  api.service.holds.push_back({"other-2026", "sms", "", "outside_hours", "It is late.", std::nullopt});
  const Told told = api.get("/api/v1/campaigns/tri-an-2026");
  CHECK(boost::json::serialize(told.at("holds")) ==
        R"([{"channel":"sms","unit":"","reason":"outside_hours","sentence":"It is late.",)"
        R"("until":"2026-12-18T08:00:00+07:00"}])");
}

TEST_CASE("a plan is a job whose result is the planned campaign's document") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.planned = boost::json::object{{"id", "tri-an-2026"}};
  const Told told = api.post("/api/v1/campaigns/plan", R"({"file":"tri-an.yaml","text":"campaign: tri-an"})");
  CHECK(told.keys() == Keys{"schema", "job"});
  CHECK(told.text("schema") == "triand.job/v1");
  const auto job = api.job_end(told.text("job"));
  CHECK(job.at("kind") == "plan");
  REQUIRE(job.at("state") == "done");
  CHECK(job.at("result") == api.get("/api/v1/campaigns/tri-an-2026").document);
  CHECK(api.changes == 1);
}

TEST_CASE("a plan that the store refuses fails its job with the store's exit code") {
  ApiFixture api;
  api.world->plan_campaign = [](const std::string&, const std::string&, const server::Caller&,
                                server::Progress&) -> server::JobResult {
    throw store::WrongState("campaign tri-an-2026 is running already");
  };
  const Told told = api.post("/api/v1/campaigns/plan", R"({"file":"tri-an.yaml","text":"x"})");
  const auto job = api.job_end(told.text("job"));
  CHECK(job.at("state") == "failed");
  CHECK(job.at("error").at("exit") == 6);
  CHECK(api.changes == 0);
}

TEST_CASE("a body that is no JSON object, or has wrong or unknown members, is refused with all its faults") {
  ApiFixture api;
  CHECK(api.post("/api/v1/campaigns/check", "[]").exit() == 2);
  CHECK(api.post("/api/v1/campaigns/plan", "{").exit() == 2);
  const Told told = api.post("/api/v1/campaigns/check", R"({"text":7,"colour":"red"})");
  CHECK(told.exit() == 2);
  CHECK(told.status == 400);
  CHECK(told.text("schema") == "triand.error/v1");
  for (const char* fault : {"file is missing", "text is not a text", "colour is not known"})
    CHECK(told.text("message").find(fault) != std::string::npos);
}

TEST_CASE("a campaign file is checked where its faults are known") {
  ApiFixture api;
  const Told told = api.post("/api/v1/campaigns/check", R"({"file":"a.yaml","text":"x"})");
  CHECK(boost::json::serialize(told.document) == R"({"schema":"triand.check/v1","problems":["a.yaml: x"]})");
}

TEST_CASE("a preview is asked for a customer and a channel that exist") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  api.preview = boost::json::object{{"messages", boost::json::array()}};
  const std::string base = "/api/v1/campaigns/tri-an-2026/preview";
  CHECK(boost::json::serialize(api.get(base + "?customer=pa05010000001&channel=sms").document) ==
        R"({"schema":"triand.preview/v1","messages":[]})");
  CHECK(api.get(base).exit() == 0);
  CHECK(api.get(base + "?customer=PA05999999999").exit() == 5);
  CHECK(api.get(base + "?customer=nobody").exit() == 5);
  CHECK(api.get(base + "?channel=zalo").exit() == 5);
}

#include <catch2/catch.hpp>

#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/channel_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

Keys attention(ApiFixture& api) {
  Keys out;
  const Told told = api.get("/api/v1/status");
  for (const auto& item : told.at("attention").as_array()) {
    CHECK(keys_of(item.as_object()) ==
          Keys{"what", "since", "remedy", "kind", "channel", "campaign", "reason", "count"});
    CHECK_FALSE(item.at("remedy").as_string().empty());
    out.emplace_back(item.at("what").as_string());
  }
  return out;
}

}  // namespace

TEST_CASE("the status tells of service, channels and campaigns, and that nothing needs attention") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const Told told = api.get("/api/v1/status");
  CHECK(told.keys() == Keys{"schema", "service", "channels", "campaigns", "attention"});
  CHECK(told.text("schema") == "triand.status/v1");
  CHECK(
      boost::json::serialize(told.at("service")) ==
      R"({"version":"0.1.0","started_at":"2026-12-18T06:00:00+07:00","database":"/var/lib/triand/triand.db",)"
      R"("adopted":true,"recording":true,"receipts_refused":0})");
  CHECK(told.at("channels") == api.get("/api/v1/channels").at("channels"));
  CHECK(told.at("campaigns") == api.get("/api/v1/campaigns").at("campaigns"));
  CHECK(told.at("attention").as_array().empty());
}

TEST_CASE("what a person must see to is told once, with since when and what to do") {
  ApiFixture api;
  api.load_customers();
  const std::int64_t row = api.run();
  api.service.recording = false;
  api.service.adopted = false;
  api.write([&](store::WriteSession& session) {
    store::stop_channel(session, api.row_of("sms"), domain::Reason::no_balance, "code 103", api.now);
    store::set_pause(session, row, api.row_of("post"), 0, "triand", "", "template_stopped", api.now);
  });
  api.service.holds = {{"tri-an-2026", "sms", "", "channel_stopped", "Stopped.", {}},
                       {"tri-an-2026", "zalo", "", "not_authorized", "No token.", {}},
                       {"tri-an-2025", "zalo", "", "not_authorized", "No token.", {}},
                       {"tri-an-2026", "mail", "", "outside_hours", "It is late.", {}},
                       {"tri-an-2026", "post", "", "template_stopped", "Refused.", {}}};
  CHECK(attention(api) ==
        Keys{"The database cannot be written, so nothing is sent.",
             "The database was copied from elsewhere; run `triand --adopt` once if this is the one to send.",
             "channel sms is stopped: " + std::string(domain::text_of(domain::Reason::no_balance).english) +
                 " (code 103)",
             "channel zalo: No token.", "tri-an-2026 on channel post: Refused."});
  const Told told = api.get("/api/v1/status");
  const auto& items = told.at("attention").as_array();
  CHECK(items[2].at("since") == "2026-12-18T08:00:00+07:00");
  CHECK(items[3].at("since").is_null());
  CHECK(items[3].at("remedy") == "trianctl channels authorize zalo");
  CHECK(items[4].at("since") == "2026-12-18T08:00:00+07:00");
  Keys about;
  for (const auto& item : items)
    about.push_back(as_text(item.at("kind")) + " " + as_text(item.at("channel")) + " " +
                    as_text(item.at("campaign")) + " " + as_text(item.at("reason")));
  CHECK(about == Keys{"not_recording   ", "not_adopted   ", "stopped sms  no_balance",
                      "held zalo  not_authorized", "held post tri-an-2026 template_stopped"});
}

TEST_CASE("doubts wait for a decision until there are none") {
  ApiFixture api;
  api.load_customers();
  api.send(api.run(), "mail", domain::DeliveryEvent::answered_in_doubt);
  CHECK(attention(api) == Keys{"1 delivery of tri-an-2026 on mail is in doubt"});
  CHECK(api.get("/api/v1/status").at("attention").as_array()[0].at("count") == 1);
  const std::string reference = api.reference("PA05010000002", "mail");
  REQUIRE(api.post("/api/v1/deliveries/" + reference + "/resolve", R"({"as":"delivered"})").exit() == 0);
  CHECK(attention(api).empty());
}

TEST_CASE("the service is ready while it can record, whatever its channels do") {
  ApiFixture api;
  api.service.adopted = false;
  api.service.channels[0].state = "stopped";
  const Told ready = api.get("/readyz");
  CHECK(ready.status == 200);
  CHECK(boost::json::serialize(ready.document) ==
        R"({"schema":"triand.health/v1","status":"ready","failed":[],"warnings":["not_adopted"]})");
  api.service.recording = false;
  const Told not_ready = api.get("/readyz");
  CHECK(not_ready.status == 503);
  CHECK(not_ready.at("failed") == boost::json::array{"recording"});
  CHECK(api.get("/livez").status == 200);
}

TEST_CASE("health needs no log-in from this machine, everything else does") {
  ApiFixture api;
  for (const server::Route& route : api.router.routes()) {
    const bool health = route.pattern == "/livez" || route.pattern == "/readyz";
    INFO(route.method << " " << route.pattern);
    CHECK((route.open == server::Open::loopback) == health);
    CHECK((route.open == server::Open::no) != health);
    CHECK((route.runs == server::Runs::on_network) == (route.pattern == "/livez"));
  }
}

#include <catch2/catch.hpp>

#include "daemon/store/campaign_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

using Keys = std::vector<std::string>;

const std::string kPath = "/api/v1/audit";

struct AuditApi : ApiFixture {
  void note(const std::string& who, const std::string& action, int hours) {
    write([&](store::WriteSession& session) {
      store::write_audit(session, who, action, "x", "why", now + std::chrono::hours(hours));
    });
  }
  Keys actions(const std::string& query) {
    Keys out;
    const Told told = get(kPath + query);
    for (const auto& entry : told.at("entries").as_array()) out.push_back(as_text(entry.at("action")));
    return out;
  }
};

}  // namespace

TEST_CASE("the audit is told newest first with its promised members") {
  AuditApi api;
  api.note("an", "campaign.plan", 0);
  api.note("minh", "customer.show", 1);
  const Told told = api.get(kPath);
  CHECK(told.keys() == Keys{"schema", "entries", "cursor"});
  CHECK(told.text("schema") == "triand.audit/v1");
  CHECK(told.at("cursor").is_null());
  REQUIRE(told.at("entries").as_array().size() == 2);
  const auto& newest = told.at("entries").as_array()[0].as_object();
  CHECK(keys_of(newest) == Keys{"id", "at", "who", "action", "subject", "reason"});
  CHECK(as_text(newest.at("at")) == "2026-12-18T09:00:00+07:00");
  CHECK(as_text(newest.at("who")) == "minh");
  CHECK(as_text(newest.at("reason")) == "why");
}

TEST_CASE("the audit is narrowed by day or time, person and action") {
  AuditApi api;
  api.note("an", "campaign.plan", -12);  // the evening before
  api.note("an", "campaign.approve", 0);
  api.note("minh", "customer.show", 1);
  CHECK(api.actions("?since=2026-12-18") == Keys{"customer.show", "campaign.approve"});
  CHECK(api.actions("?since=2026-12-18T09:00:00%2B07:00") == Keys{"customer.show"});
  CHECK(api.actions("?who=an") == Keys{"campaign.approve", "campaign.plan"});
  CHECK(api.actions("?action=campaign") == Keys{"campaign.approve", "campaign.plan"});
  CHECK(api.actions("?action=campaign.plan&who=an") == Keys{"campaign.plan"});
  CHECK(api.actions("?who=nobody").empty());
}

TEST_CASE("pages follow each other without a gap or a repetition, and the last one has no cursor") {
  AuditApi api;
  for (int hour = 0; hour < 5; ++hour) api.note("an", "a" + std::to_string(hour), hour);
  Keys all;
  std::string query = "?limit=2";
  for (int page = 0; page < 3; ++page) {
    const Told told = api.get(kPath + query);
    for (const auto& entry : told.at("entries").as_array()) all.push_back(as_text(entry.at("action")));
    if (told.at("cursor").is_null()) {
      CHECK(page == 2);
      break;
    }
    query = "?limit=2&cursor=" + boost::json::serialize(told.at("cursor"));
  }
  CHECK(all == Keys{"a4", "a3", "a2", "a1", "a0"});
  CHECK(api.get(kPath + "?limit=5").at("cursor").is_null());
}

TEST_CASE("what is no day, limit or cursor is a usage error") {
  AuditApi api;
  for (const char* query : {"?since=yesterday", "?since=2026-13-01", "?limit=0", "?limit=1001", "?limit=x",
                            "?limit=-1", "?cursor=x", "?cursor=-1"}) {
    CAPTURE(query);
    CHECK(api.get(kPath + query).exit() == 2);
  }
}

#include <catch2/catch.hpp>

#include "daemon/server/metrics/counter_follower.hpp"
#include "daemon/server/metrics/event_metrics.hpp"
#include "daemon/server/metrics/state_metrics.hpp"

using namespace std::chrono_literals;
using namespace triand::server;
using triand::domain::DeliveryState;

namespace {

bool has_line(const std::string& page, const std::string& line) {
  return ("\n" + page).find("\n" + line + "\n") != std::string::npos;
}

ChannelNow channel(const std::string& name, const std::string& state, const std::string& rate) {
  ChannelNow out;
  out.name = out.kind = name;
  out.state = state;
  out.rate = rate;
  return out;
}

StateFigures figures() {
  StateFigures out;
  out.service.version = "1";
  out.service.channels = {channel("sms", "running", "120/min"), channel("zalo", "stopped", "")};
  CampaignNow campaign;
  campaign.row.name = "tri-an-2026";
  campaign.counts.channels["sms"] = {{DeliveryState::queued, 5}, {DeliveryState::sending, 2}};
  campaign.counts.channels["zalo"] = {{DeliveryState::queued, 7}};
  campaign.counts.recipients[triand::domain::RecipientState::reached] = 3;
  out.campaigns.push_back(campaign);
  out.deliveries = {{"sms", "PA05", DeliveryState::accepted, 10},
                    {"sms", "PA05", DeliveryState::delivered, 4}};
  return out;
}

}  // namespace

TEST_CASE("a counter that follows the store never falls, and begins at nothing") {
  CounterFollower follower;
  CHECK(follower.follow("a", 100) == 0);
  CHECK(follower.follow("a", 130) == 30);
  CHECK(follower.follow("a", 120) == 30);
  CHECK(follower.follow("a", 125) == 35);
  CHECK(follower.follow("b", 7) == 0);
  follower.looked();
  CHECK(follower.follow("c", 7) == 7);
}

TEST_CASE("what waits is ready, held or on its way, by the state of its channel") {
  CounterFollower followers;
  const std::string page = metrics_page(state_metrics(figures(), followers));
  CHECK(has_line(page, R"(triand_queue_messages{channel="sms",state="ready"} 5)"));
  CHECK(has_line(page, R"(triand_queue_messages{channel="sms",state="inflight"} 2)"));
  CHECK(has_line(page, R"(triand_queue_messages{channel="sms",state="held"} 0)"));
  CHECK(has_line(page, R"(triand_queue_messages{channel="zalo",state="ready"} 0)"));
  CHECK(has_line(page, R"(triand_queue_messages{channel="zalo",state="held"} 7)"));
  CHECK(has_line(page, R"(triand_queue_messages{channel="sms",state="scheduled"} 0)"));
  CHECK(has_line(page, R"(triand_channel_stopped{channel="zalo"} 1)"));
  CHECK(has_line(page, R"(triand_channel_rate_limit_per_second{channel="sms"} 2)"));
  CHECK(has_line(page, R"(triand_channel_rate_limit_per_second{channel="zalo"} 0)"));
  CHECK(has_line(page, R"(triand_campaign_recipients{campaign="tri-an-2026",state="reached"} 3)"));
}

TEST_CASE("what a hold keeps waits for its time or for a person, and one unit's hold keeps nobody else") {
  StateFigures now = figures();
  const auto [reason, state] = GENERATE(table<std::string, std::string>({{"outside_hours", "scheduled"},
                                                                         {"daily_quota", "scheduled"},
                                                                         {"canary", "scheduled"},
                                                                         {"paused", "held"},
                                                                         {"budget_spent", "held"},
                                                                         {"gateway_down", "ready"},
                                                                         {"concurrency_full", "ready"}}));
  now.service.holds = {{"tri-an-2026", "sms", "PA05", "paused", "", {}},
                       {"other", "sms", "", "paused", "", {}}};
  CounterFollower followers;
  CHECK(has_line(metrics_page(state_metrics(now, followers)),
                 R"(triand_queue_messages{channel="sms",state="ready"} 5)"));
  now.service.holds.push_back({"tri-an-2026", "sms", "", reason, "", {}});
  const std::string page = metrics_page(state_metrics(now, followers));
  for (const std::string each : {"scheduled", "held", "ready"})
    CHECK(has_line(page, "triand_queue_messages{channel=\"sms\",state=\"" + each + "\"} " +
                             (each == state ? "5" : "0")));
}

TEST_CASE("how long the oldest waits is told by campaign and channel, and that none does") {
  StateFigures now = figures();
  now.campaigns[0].oldest["sms"] = 1500ms;
  CampaignNow other;
  other.row.name = "tet-2027";
  other.counts.channels["sms"] = {{DeliveryState::queued, 1}};
  other.oldest["sms"] = 2h;
  now.campaigns.push_back(other);
  CounterFollower followers;
  const std::string page = metrics_page(state_metrics(now, followers));
  CHECK(has_line(page, R"(triand_queue_oldest_seconds{campaign="tri-an-2026",channel="sms"} 1.5)"));
  CHECK(has_line(page, R"(triand_queue_oldest_seconds{campaign="tri-an-2026",channel="zalo"} 0)"));
  CHECK(has_line(page, R"(triand_queue_oldest_seconds{campaign="tet-2027",channel="sms"} 7200)"));
}

TEST_CASE("what runs is told with its version and its commit") {
  StateFigures now = figures();
  now.service.commit = "a27e7a3c0ffe";
  CounterFollower followers;
  CHECK(has_line(metrics_page(state_metrics(now, followers)),
                 R"(triand_build_info{version="1",commit="a27e7a3c0ffe"} 1)"));
}

TEST_CASE("a forecast and the last backup are told where they are known") {
  using std::chrono::system_clock;
  StateFigures now = figures();
  now.now = system_clock::time_point(1'800'000'000s);
  CounterFollower followers;
  const std::string before = metrics_page(state_metrics(now, followers));
  CHECK(before.find("triand_campaign_eta_seconds") == std::string::npos);
  CHECK(before.find("triand_backup_last_success") == std::string::npos);
  now.campaigns[0].finishes_at = now.now + 90s;
  now.campaigns[0].shortfall = 12;
  now.backed_up_at = system_clock::time_point(1'700'000'000s);
  const std::string page = metrics_page(state_metrics(now, followers));
  CHECK(has_line(page, R"(triand_campaign_eta_seconds{campaign="tri-an-2026"} 90)"));
  CHECK(has_line(page, R"(triand_campaign_shortfall{campaign="tri-an-2026"} 12)"));
  CHECK(has_line(page, "triand_backup_last_success_timestamp_seconds 1700000000"));
}

TEST_CASE("what was delivered was accepted before: a delivery that arrives is no loss of an accepted one") {
  CounterFollower followers;
  StateFigures now = figures();
  (void)state_metrics(now, followers);
  now.deliveries = {{"sms", "PA05", DeliveryState::accepted, 9},
                    {"sms", "PA05", DeliveryState::delivered, 6}};
  const std::string page = metrics_page(state_metrics(now, followers));
  CHECK(has_line(page, R"(triand_messages_total{channel="sms",unit="PA05",state="accepted"} 1)"));
  CHECK(has_line(page, R"(triand_messages_total{channel="sms",unit="PA05",state="delivered"} 2)"));
}

TEST_CASE("attempts are counted by channel and outcome, and those that failed by reason") {
  EventMetrics events;
  events.channel("zalo");
  events.receipt("sms", 70s);
  events.commit(800us);
  events.revealed();
  events.log_in_failed();
  events.attempt("sms", triand::channels::Verdict::accepted, triand::domain::Reason::none, 80ms);
  events.attempt("sms", triand::channels::Verdict::rejected, triand::domain::Reason::bad_number, 3s);
  events.request("/api/v1/status", 200);
  events.request("", 404);
  events.import_rows("taken", 12);
  const std::string page = metrics_page(events.collect());
  CHECK(has_line(page, R"(triand_attempts_total{channel="sms",outcome="accepted"} 1)"));
  CHECK(has_line(page, R"(triand_attempt_failures_total{channel="sms",reason="bad_number"} 1)"));
  CHECK(has_line(
      page,
      R"(triand_channel_request_duration_seconds_bucket{channel="sms",outcome="accepted",le="0.1"} 1)"));
  CHECK(has_line(page, R"(triand_http_requests_total{code="404",route="none"} 1)"));
  CHECK(has_line(page, R"(triand_import_rows_total{result="taken"} 12)"));
  CHECK(has_line(page, R"(triand_attempts_total{channel="zalo",outcome="accepted"} 0)"));
  CHECK(has_line(page, R"(triand_receipt_delay_seconds_bucket{channel="sms",le="300"} 1)"));
  CHECK(has_line(page, R"(triand_receipt_delay_seconds_bucket{channel="sms",le="60"} 0)"));
  CHECK(has_line(page, R"(triand_db_commit_duration_seconds_bucket{le="0.001"} 1)"));
  CHECK(has_line(page, "triand_pii_reveals_total 1"));
  CHECK(has_line(page, "triand_login_failures_total 1"));
}

#include "daemon/schedule/lane_decision.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using namespace std::chrono_literals;
using domain::HoldReason;
using Pace = domain::Campaign::Pace;

const Moment kNow{.wall = vn(2026, 12, 18, 9, 0), .steady = steady(0)};

// More than an even pace sends in a day, which would spread a smaller one over it.
constexpr std::int64_t kQuota = 100000000;

// A lane that nothing holds, with every limit in place.
struct Lane {
  CampaignWindow window{viet_nam(), {day(2026, 12, 18), day(2026, 12, 21)}, hours(7, 30, 20, 30)};
  DailyQuota quota{viet_nam(), kQuota};
  Breaker breaker;
  ConcurrencyWindow concurrency{64, 64};
  RateLimiter rate{Rate{.count = 1000, .per = 1s}, steady(-10000)};
  Pacer pacer{Pace::even, 52h, steady(-10000)};
  LaneSituation situation;

  Lane() {
    situation.window = &window;
    situation.fresh = 50000000;
    situation.left = 50000000;
    situation.canary_left = 200;
    situation.budget_left = 1000000;
    situation.quota = &quota;
    situation.breaker = &breaker;
    situation.concurrency = &concurrency;
    situation.rate = &rate;
    situation.pacer = &pacer;
  }
  [[nodiscard]] LaneDecision decide(const Moment& now = kNow) const {
    return schedule::decide(situation, now);
  }
};

WaitUntil wait(const LaneDecision& decision) {
  REQUIRE(std::holds_alternative<WaitUntil>(decision));
  return std::get<WaitUntil>(decision);
}

std::int64_t take(const LaneDecision& decision) {
  REQUIRE(std::holds_alternative<Take>(decision));
  return std::get<Take>(decision).n;
}

TEST_CASE("a lane that nothing holds takes the least that any limit leaves") {
  Lane lane;
  CHECK(take(lane.decide()) == 64);
  lane.situation.in_flight = 60;
  CHECK(take(lane.decide()) == 4);
  lane.situation.in_flight = 0;
  lane.situation.canary_left = 3;
  CHECK(take(lane.decide()) == 3);
  lane.situation.canary_left.reset();
  lane.situation.budget_left = 7;
  CHECK(take(lane.decide()) == 7);
  lane.situation.budget_left.reset();
  lane.situation.pacer = nullptr;
  lane.quota.take(kNow.wall, kQuota - 9);
  CHECK(take(lane.decide()) == 9);
  lane.situation.batch = 2;
  CHECK(take(lane.decide()) == 2);
}

TEST_CASE("the rate and the pace bound what is taken") {
  Lane lane;
  lane.rate = RateLimiter(Rate{.count = 100, .per = 1s}, steady(-10000));
  CHECK(take(lane.decide()) == 25);
  lane.situation.left =
      1854000;  // 10 a second over the 51.5 hours before the last half hour, less 1.5 hours gone
  lane.situation.fresh = 1854000;
  CHECK(take(lane.decide()) == 10);
}

TEST_CASE("what the rate or the pace lets go gathers for a tenth of a second") {
  Lane lane;
  lane.rate = RateLimiter(Rate{.count = 200, .per = 1s}, kNow.steady);
  lane.rate.take(kNow.steady, 1);
  CHECK(wait(lane.decide()) ==
        WaitUntil{.time = steady(100), .reason = HoldReason::rate_limited, .expected = kNow.wall + 100ms});
  CHECK(take(lane.decide({.wall = kNow.wall + 100ms, .steady = steady(100)})) == 20);
  // A probe and what the gateway has room for are not kept waiting for more.
  lane.situation.in_flight = 62;
  CHECK(take(lane.decide({.wall = kNow.wall + 10ms, .steady = steady(10)})) == 2);
  lane.situation.in_flight = 0;
  lane.situation.rate = nullptr;
  lane.pacer = Pacer(Pace::even, 52h, steady(0));
  lane.situation.left =
      18540000;  // 100 a second over the 51.5 hours before the last half hour, less 1.5 hours gone
  lane.situation.fresh = 18540000;
  lane.pacer.take(kNow.steady, lane.situation.left, 52h, 1);
  const auto paced = wait(lane.decide());
  CHECK(paced.reason == HoldReason::paced);
  CHECK(paced.time > steady(90));
  CHECK(paced.time < steady(110));
}

TEST_CASE("without limits a lane takes a batch") {
  Lane lane;
  LaneSituation bare;
  bare.window = &lane.window;
  bare.fresh = 10;
  CHECK(take(decide(bare, kNow)) == 1000);
}

struct Trouble {
  std::string name;
  HoldReason reason;
  std::function<void(Lane&)> strike;
  std::function<void(Lane&)> lift;
};

// In the documented order.
std::vector<Trouble> troubles() {
  return {
      {"stopping", HoldReason::shutting_down, [](Lane& lane) { lane.situation.stopping = true; },
       [](Lane& lane) { lane.situation.stopping = false; }},
      {"cannot record", HoldReason::cannot_record, [](Lane& lane) { lane.situation.recording = false; },
       [](Lane& lane) { lane.situation.recording = true; }},
      {"not adopted", HoldReason::not_adopted, [](Lane& lane) { lane.situation.adopted = false; },
       [](Lane& lane) { lane.situation.adopted = true; }},
      {"channel paused", HoldReason::paused, [](Lane& lane) { lane.situation.channel_paused = true; },
       [](Lane& lane) { lane.situation.channel_paused = false; }},
      {"stopped", HoldReason::channel_stopped,
       [](Lane& lane) { lane.situation.stopped = HoldReason::channel_stopped; },
       [](Lane& lane) { lane.situation.stopped = HoldReason::none; }},
      {"blocked", HoldReason::not_authorized,
       [](Lane& lane) { lane.situation.blocked = HoldReason::not_authorized; },
       [](Lane& lane) { lane.situation.blocked = HoldReason::none; }},
      {"campaign paused", HoldReason::paused,
       [](Lane& lane) { lane.situation.campaign = CampaignGate::paused; },
       [](Lane& lane) { lane.situation.campaign = CampaignGate::open; }},
      {"nothing queued", HoldReason::nothing_queued, [](Lane& lane) { lane.situation.fresh = 0; },
       [](Lane& lane) { lane.situation.next_due = vn(2026, 12, 18, 10, 0); }},
      {"window over", HoldReason::window_closed,
       [](Lane& lane) {
         lane.window =
             CampaignWindow(viet_nam(), {day(2026, 12, 16), day(2026, 12, 17)}, hours(7, 30, 20, 30));
       },
       [](Lane& lane) {
         lane.window =
             CampaignWindow(viet_nam(), {day(2026, 12, 19), day(2026, 12, 21)}, hours(7, 30, 20, 30));
       }},
      {"window not open yet", HoldReason::window_not_open, [](Lane&) {},
       [](Lane& lane) {
         lane.window =
             CampaignWindow(viet_nam(), {day(2026, 12, 18), day(2026, 12, 21)}, hours(7, 30, 20, 30));
       }},
      {"outside the hours", HoldReason::outside_hours,
       [](Lane& lane) { lane.situation.channel_hours = hours(10, 0, 12, 0); },
       [](Lane& lane) { lane.situation.channel_hours = {}; }},
      {"retries not due", HoldReason::retry_later, [](Lane&) {},
       [](Lane& lane) {
         lane.situation.fresh = 1;
         lane.situation.next_due.reset();
       }},
      {"canary", HoldReason::canary, [](Lane& lane) { lane.situation.canary_left = 0; },
       [](Lane& lane) { lane.situation.canary_left.reset(); }},
      {"budget", HoldReason::budget_spent, [](Lane& lane) { lane.situation.budget_left = 0; },
       [](Lane& lane) { lane.situation.budget_left.reset(); }},
      {"quota", HoldReason::daily_quota, [](Lane& lane) { lane.quota.take(kNow.wall, kQuota); },
       [](Lane& lane) { lane.quota.set_limit(2 * kQuota); }},
      {"breaker", HoldReason::breaker_open,
       [](Lane& lane) {
         for (int i = 0; i < 3; ++i) lane.breaker.failed(kNow.steady, 1);
       },
       [](Lane& lane) { lane.breaker.succeeded(); }},
      {"concurrency", HoldReason::concurrency_full, [](Lane& lane) { lane.situation.in_flight = 64; },
       [](Lane& lane) { lane.situation.in_flight = 0; }},
      {"rate", HoldReason::rate_limited, [](Lane& lane) { lane.rate.take(kNow.steady, 1000); },
       [](Lane& lane) { lane.rate = RateLimiter(Rate{.count = 5, .per = 1s}, kNow.steady); }},
      {"pace", HoldReason::paced, [](Lane& lane) { lane.pacer.take(kNow.steady, 50000000, 50h, 100000); },
       [](Lane& lane) { lane.pacer = Pacer(Pace::fast, 52h, kNow.steady); }},
  };
}

TEST_CASE("a canary waits for its verdict, but not with its own second tries") {
  Lane lane;
  lane.situation.canary_left = 0;
  lane.situation.next_due = kNow.wall + 5s;
  CHECK(wait(lane.decide()) ==
        WaitUntil{.time = kNow.steady + 5s, .reason = HoldReason::canary, .expected = std::nullopt});
  lane.situation.next_due = kNow.wall;
  CHECK(take(lane.decide()) > 0);
}

TEST_CASE("of several holds the first in the documented order is told, and lifting it shows the next") {
  Lane lane;
  const std::vector<Trouble> all = troubles();
  for (const Trouble& trouble : all) trouble.strike(lane);
  for (const Trouble& trouble : all) {
    CAPTURE(trouble.name);
    CHECK(wait(lane.decide()).reason == trouble.reason);
    trouble.lift(lane);
  }
  CHECK(take(lane.decide()) == 1);
}

TEST_CASE("every hold looks again within half a minute and never in the past") {
  Lane lane;
  const std::vector<Trouble> all = troubles();
  for (const Trouble& trouble : all) trouble.strike(lane);
  for (const Trouble& trouble : all) {
    CAPTURE(trouble.name);
    const WaitUntil held = wait(lane.decide());
    CHECK(held.time >= kNow.steady);
    CHECK(held.time <= kNow.steady + 30s);
    trouble.lift(lane);
  }
}

TEST_CASE("a campaign that is shut has nothing to send") {
  Lane lane;
  lane.situation.campaign = CampaignGate::shut;
  CHECK(wait(lane.decide()).reason == HoldReason::nothing_queued);
}

TEST_CASE("a far opening is told, and looked for every half minute so that a jump of the clock is noticed") {
  Lane lane;
  const Moment before{.wall = vn(2026, 11, 22, 12, 0), .steady = steady(0)};
  CHECK(wait(lane.decide(before)) == WaitUntil{.time = steady(30000),
                                               .reason = HoldReason::window_not_open,
                                               .expected = vn(2026, 12, 18, 7, 30)});
  const Moment jumped{.wall = vn(2026, 12, 18, 7, 30), .steady = steady(30000)};
  CHECK(take(lane.decide(jumped)) == 64);
  const Moment back{.wall = vn(2026, 12, 18, 7, 29, 59), .steady = steady(60000)};
  CHECK(wait(lane.decide(back)).time == steady(61000));
}

TEST_CASE("a hold that ends by itself says when") {
  Lane lane;
  const Moment night{.wall = vn(2026, 12, 18, 21, 0), .steady = steady(0)};
  CHECK(wait(lane.decide(night)) == WaitUntil{.time = steady(30000),
                                              .reason = HoldReason::outside_hours,
                                              .expected = vn(2026, 12, 19, 7, 30)});
  lane.quota.take(kNow.wall, kQuota);
  CHECK(wait(lane.decide()).expected == vn(2026, 12, 19, 0, 0));
  lane.situation.quota = nullptr;
  lane.situation.fresh = 0;
  lane.situation.next_due = kNow.wall + 10s;
  CHECK(wait(lane.decide()) ==
        WaitUntil{.time = steady(10000), .reason = HoldReason::retry_later, .expected = kNow.wall + 10s});
  lane.situation.next_due = kNow.wall - 10s;
  CHECK(take(lane.decide()) == 64);
  lane.rate = RateLimiter(Rate{.count = 10, .per = 1s}, kNow.steady);
  lane.rate.take(kNow.steady, 2);
  CHECK(wait(lane.decide()) ==
        WaitUntil{.time = steady(200), .reason = HoldReason::rate_limited, .expected = kNow.wall + 200ms});
  for (int i = 0; i < 3; ++i) lane.breaker.failed(kNow.steady, 1);
  CHECK(wait(lane.decide()) ==
        WaitUntil{.time = steady(5000), .reason = HoldReason::breaker_open, .expected = kNow.wall + 5s});
}

TEST_CASE("a hold that only a person or an answer ends says no time") {
  Lane lane;
  lane.situation.stopped = HoldReason::template_stopped;
  CHECK(wait(lane.decide()) ==
        WaitUntil{.time = steady(30000), .reason = HoldReason::template_stopped, .expected = std::nullopt});
  lane.situation.stopped = HoldReason::none;
  lane.situation.in_flight = 64;
  CHECK_FALSE(wait(lane.decide()).expected);
}

TEST_CASE("an open breaker lets one probe through and then waits for its answer") {
  Lane lane;
  for (int i = 0; i < 3; ++i) lane.breaker.failed(kNow.steady, 1);
  const Moment later{.wall = kNow.wall + 5s, .steady = steady(5000)};
  CHECK(take(lane.decide(later)) == 1);
  lane.breaker.take(later.steady, 1);
  CHECK(wait(lane.decide(later)) ==
        WaitUntil{.time = steady(35000), .reason = HoldReason::breaker_open, .expected = std::nullopt});
}

TEST_CASE("deciding takes nothing from anything") {
  Lane lane;
  const LaneDecision first = lane.decide();
  for (int i = 0; i < 1000; ++i) REQUIRE(lane.decide() == first);
}

TEST_CASE("a gateway's own quota holds like ours, and the smaller one counts") {
  Lane lane;
  lane.situation.pacer = nullptr;
  lane.situation.gateway = GatewayDay{.left = 5, .resets_at = vn(2026, 12, 19, 0, 0)};
  CHECK(take(lane.decide()) == 5);
  lane.situation.gateway->left = 0;
  CHECK(wait(lane.decide()).reason == HoldReason::daily_quota);
  CHECK(wait(lane.decide()).expected == vn(2026, 12, 19, 0, 0));
  lane.situation.gateway->left = 1000000;
  lane.quota.take(kNow.wall, kQuota - 3);
  CHECK(take(lane.decide()) == 3);
}

TEST_CASE("an even pace spreads a quota that is smaller than its share over the day") {
  Lane lane;
  lane.situation.quota = nullptr;
  // 11.5 open hours are left today: 41,400 messages are one a second.
  lane.situation.gateway = GatewayDay{.left = 41400, .resets_at = vn(2026, 12, 19, 0, 0)};
  const Stretch today = stretch_of(lane.situation, kNow);
  CHECK(today.left == 41400);
  CHECK(today.open == 11h + 30min);
  // One that is larger than the even share of the day changes nothing.
  lane.situation.left = 1000;
  CHECK(stretch_of(lane.situation, kNow).left == 1000);
  CHECK(stretch_of(lane.situation, kNow).open == lane.window.open_time_left(kNow.wall));
}

TEST_CASE("what a quota leaves no day for may be given to other channels once today's is used up") {
  Lane lane;
  const auto today = day(2026, 12, 18);
  CHECK(over_quota(1000, 200, lane.window, today) == 400);  // three days are left
  CHECK(over_quota(600, 200, lane.window, today) == 0);
  CHECK(over_quota(1000, 200, lane.window, day(2026, 12, 21)) == 1000);
  CHECK(over_quota(1000, INT64_MAX, lane.window, today) == 0);
  lane.situation.gateway = GatewayDay{.left = 0, .resets_at = vn(2026, 12, 19, 0, 0)};
  lane.situation.spill = 7;
  const LaneDecision decision = lane.decide();
  CHECK(take(decision) == 7);
  CHECK(std::get<Take>(decision).spills);
  lane.situation.gateway->left = 1;
  CHECK_FALSE(std::get<Take>(lane.decide()).spills);
  lane.situation.gateway->left = 0;
  lane.situation.in_flight = 64;
  CHECK(wait(lane.decide()).reason == HoldReason::concurrency_full);
}

}  // namespace
}  // namespace triand::schedule

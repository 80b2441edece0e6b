#include "daemon/app/live_canary.hpp"

#include <catch2/catch.hpp>

#include "daemon/plan/campaign_forecast.hpp"
#include "tests/daemon/plan/forecast_world.hpp"

using namespace triand;
using namespace std::chrono_literals;
using test::at;

namespace {

const app::ForecastNames kNames = {{"sms", "zalo"}, {"PA05", "PA22"}};
store::CanaryRow canary() {
  store::CanaryRow out;
  out.size = 30;
  out.stop_above = 0.05;
  out.wait = 1h;
  return out;
}

// 9 o'clock of one day, 1,000 messages for each unit by Zalo, and ten that have fallen back already.
plan::ForecastInput input() {
  plan::ForecastInput out{
      .window = test::window_of(1, {8h, 20h}), .zone = test::viet_nam(), .now = at(18, 9h)};
  out.channels.resize(2);
  for (plan::ForecastChannel& channel : out.channels) channel.rate = schedule::Rate{1, 1s};
  out.channels[1].receipts_after = 20min;
  out.units = 2;
  out.work = {{.channel = 1, .unit = 0, .messages = 1000},
              {.channel = 1, .unit = 1, .messages = 1000},
              {.channel = 0, .unit = 0, .messages = 10}};
  return out;
}

}  // namespace

TEST_CASE("what is left of a canary may go, and what fell back from it") {
  auto live = input();
  app::put_live_canary(
      live, kNames, canary(),
      {{.channel = "zalo", .unit = "PA05", .left = 5, .begun = true, .last_word = at(18, 8h + 59min)},
       {.channel = "zalo", .unit = "PA22", .left = 15},
       {.channel = "sms", .unit = "PA05", .begun = true, .last_word = at(18, 8h + 58min)},
       {.channel = "gone", .unit = "PA05", .left = 7}});
  REQUIRE(live.canary);
  CHECK(live.work[0].first == 5);
  CHECK(live.work[1].first == 15);
  CHECK(live.work[2].first == 10);
  CHECK(live.canary->left_by == std::vector<std::size_t>{1, 0});
  CHECK(live.canary->last_word == at(18, 8h + 59min));
  // 20 seconds for the rest of it, 20 minutes for its receipts, then 1,980 messages at one a second.
  const auto finish = plan::forecast_campaign(live).whole.finishes_at;
  REQUIRE(finish);
  CHECK(std::chrono::abs(*finish - (at(18, 9h) + 20s + 20min + 1980s)) < 5s);
}

TEST_CASE("a canary that has left is waited for since its last word, not since the forecast") {
  auto live = input();
  app::put_live_canary(
      live, kNames, canary(),
      {{.channel = "zalo", .unit = "PA05", .left = 0, .begun = true, .last_word = at(18, 8h + 45min)},
       {.channel = "zalo", .unit = "PA22", .left = 0, .begun = true, .last_word = at(18, 8h + 50min)}});
  CHECK(live.work[0].first == 0);
  const auto finish = plan::forecast_campaign(live).channels[1].finishes_at;
  REQUIRE(finish);
  CHECK(std::chrono::abs(*finish - (at(18, 9h + 10min) + 2000s)) < 5s);
  // What nobody waits for any more goes at once.
  live.canary->last_word = at(18, 8h);
  CHECK(std::chrono::abs(*plan::forecast_campaign(live).channels[1].finishes_at - (at(18, 9h) + 2000s)) < 5s);
}

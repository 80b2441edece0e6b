#include "daemon/plan/forecast.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace triand;
using domain::Campaign;
using plan::ChannelWork;
using plan::Forecast;
using plan::forecast_channel;
using schedule::CampaignWindow;
using schedule::TimeZone;
using schedule::WallTime;
using namespace std::chrono_literals;

namespace {

const TimeZone& zone() {
  static const TimeZone found = TimeZone::find("Asia/Ho_Chi_Minh").value();
  return found;
}

WallTime at(unsigned day, std::chrono::minutes of_day) {
  return zone().at(std::chrono::year(2026) / std::chrono::December / std::chrono::day(day), of_day);
}

// 18 to 21 December, 8 to 20 o'clock: four days of 43,200 seconds.
CampaignWindow window() {
  const std::chrono::year_month_day from = std::chrono::year(2026) / 12 / 18;
  return {zone(), {from, std::chrono::sys_days(from) + std::chrono::days(3)}, {8h, 20h}};
}

Forecast fast(const ChannelWork& work, WallTime now = at(1, 0min)) {
  return forecast_channel(window(), zone(), now, Campaign::Pace::fast, work);
}

constexpr schedule::Rate kTenASecond{10, 1s};

}  // namespace

TEST_CASE("messages by the rate, in open time only") {
  CHECK(fast({.messages = 36'000, .hours = {}, .rate = kTenASecond, .daily_quota = {}}) ==
        Forecast{at(18, 9h), true, 0});
  CHECK(fast({.messages = 432'000 + 36'000, .hours = {}, .rate = kTenASecond, .daily_quota = {}}) ==
        Forecast{at(19, 9h), true, 0});
  CHECK(fast({.messages = 4 * 432'000, .hours = {}, .rate = kTenASecond, .daily_quota = {}}) ==
        Forecast{at(21, 20h), true, 0});
}

TEST_CASE("what the window has no time for is the shortfall") {
  CHECK(fast({.messages = 4 * 432'000 + 5, .hours = {}, .rate = kTenASecond, .daily_quota = {}}) ==
        Forecast{{}, false, 5});
  CHECK(fast({.messages = 7, .hours = {}, .rate = kTenASecond, .daily_quota = {}}, at(21, 20h)) ==
        Forecast{{}, false, 7});
  CHECK(fast({.messages = 7, .hours = {}, .rate = {}, .daily_quota = {}}, at(21, 21h)) ==
        Forecast{{}, false, 7});
}

TEST_CASE("a channel's own hours shorten the day") {
  CHECK(fast({.messages = 36'000 + 36'000, .hours = {19h, 22h}, .rate = kTenASecond, .daily_quota = {}}) ==
        Forecast{at(19, 20h), true, 0});
  CHECK(fast({.messages = 1, .hours = {21h, 22h}, .rate = kTenASecond, .daily_quota = {}}) ==
        Forecast{{}, false, 1});
}

TEST_CASE("a forecast in the middle of the window counts what is left of it") {
  CHECK(fast({.messages = 36'000, .hours = {}, .rate = kTenASecond, .daily_quota = {}},
             at(20, 19h + 30min)) == Forecast{at(21, 8h + 30min), true, 0});
}

TEST_CASE("a daily quota ends the day early, and what was used today counts") {
  ChannelWork work{.messages = 1000, .hours = {}, .rate = kTenASecond, .daily_quota = 300};
  CHECK(fast(work) == Forecast{at(21, 8h) + 10s, true, 0});
  work.messages = 1300;
  CHECK(fast(work) == Forecast{{}, false, 100});
  work = {.messages = 200, .hours = {}, .rate = {}, .daily_quota = 300, .used_today = 150};
  CHECK(fast(work, at(18, 9h)) == Forecast{at(19, 8h), true, 0});
  CHECK(fast(work, at(17, 9h)) == Forecast{at(18, 8h), true, 0});
}

TEST_CASE("an even pace takes the window up to its reserve, unless the rate takes longer") {
  const ChannelWork few{.messages = 1000, .hours = {}, .rate = kTenASecond, .daily_quota = {}};
  const auto even = forecast_channel(window(), zone(), at(1, 0min), Campaign::Pace::even, few);
  CHECK(even.fits);
  REQUIRE(even.finishes_at);
  CHECK(std::chrono::abs(*even.finishes_at - at(21, 19h + 30min)) < 1s);
  const ChannelWork full{.messages = 4 * 432'000, .hours = {}, .rate = kTenASecond, .daily_quota = {}};
  CHECK(forecast_channel(window(), zone(), at(1, 0min), Campaign::Pace::even, full) ==
        Forecast{at(21, 20h), true, 0});
}

TEST_CASE("a campaign finishes with its last channel") {
  const std::array channels = {Forecast{at(18, 9h), true, 0}, Forecast{}, Forecast{at(19, 9h), true, 0}};
  CHECK(plan::together(channels) == Forecast{at(19, 9h), true, 0});
  const std::array short_of = {Forecast{at(18, 9h), true, 0}, Forecast{{}, false, 5}, Forecast{{}, false, 2}};
  CHECK(plan::together(short_of) == Forecast{{}, false, 7});
  CHECK(plan::together({}) == Forecast{});
}

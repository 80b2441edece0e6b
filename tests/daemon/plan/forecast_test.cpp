#include "daemon/plan/forecast.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "daemon/plan/canary_hold.hpp"
#include "tests/daemon/plan/forecast_world.hpp"

using namespace triand;
using domain::Campaign;
using plan::Forecast;
using plan::ForecastChannel;
using plan::ForecastInput;
using schedule::WallTime;
using test::at;
using namespace std::chrono_literals;

namespace {

// 18 to 21 December, 8 to 20 o'clock: four days of 43,200 seconds.
ForecastInput input(std::vector<ForecastChannel> channels, WallTime now = at(1, 0min)) {
  return {.window = test::window_of(4, {8h, 20h}),
          .zone = test::viet_nam(),
          .now = now,
          .pace = Campaign::Pace::fast,
          .channels = std::move(channels)};
}

Forecast fast(double messages, const ForecastChannel& channel, WallTime now = at(1, 0min)) {
  ForecastInput one = input({channel}, now);
  one.work = {{.messages = messages}};
  return plan::forecast_campaign(one).channels.front();
}

constexpr schedule::Rate kTenASecond{10, 1s};

bool about(const std::optional<WallTime>& time, WallTime expected, std::chrono::seconds off = 1s) {
  return time && std::chrono::abs(*time - expected) <= off;
}

}  // namespace

TEST_CASE("messages by the rate, in open time only") {
  CHECK(fast(36'000, {.rate = kTenASecond}) == Forecast{at(18, 9h), true, 0});
  CHECK(fast(432'000 + 36'000, {.rate = kTenASecond}) == Forecast{at(19, 9h), true, 0});
  CHECK(fast(4 * 432'000, {.rate = kTenASecond}) == Forecast{at(21, 20h), true, 0});
}

TEST_CASE("what the window has no time for is the shortfall") {
  CHECK(fast(4 * 432'000 + 5, {.rate = kTenASecond}) == Forecast{{}, false, 5});
  CHECK(fast(7, {.rate = kTenASecond}, at(21, 20h)) == Forecast{{}, false, 7});
  CHECK(fast(7, {}, at(21, 21h)) == Forecast{{}, false, 7});
  CHECK(fast(0, {}, at(21, 21h)) == Forecast{{}, true, 0});
}

TEST_CASE("a channel's own hours shorten the day") {
  CHECK(fast(36'000 + 36'000, {.hours = {19h, 22h}, .rate = kTenASecond}) == Forecast{at(19, 20h), true, 0});
  CHECK(fast(1, {.hours = {21h, 22h}, .rate = kTenASecond}) == Forecast{{}, false, 1});
}

TEST_CASE("a forecast in the middle of the window counts what is left of it") {
  CHECK(fast(36'000, {.rate = kTenASecond}, at(20, 19h + 30min)) == Forecast{at(21, 8h + 30min), true, 0});
}

TEST_CASE("a daily quota ends the day early, and what was used today counts") {
  CHECK(fast(1000, {.rate = kTenASecond, .daily_quota = 300}) == Forecast{at(21, 8h) + 10s, true, 0});
  CHECK(fast(1300, {.rate = kTenASecond, .daily_quota = 300}) == Forecast{{}, false, 100});
  CHECK(fast(200, {.daily_quota = 300, .used_today = 150}, at(18, 9h)) == Forecast{at(19, 8h), true, 0});
  CHECK(fast(200, {.daily_quota = 300, .used_today = 150}, at(17, 9h)) == Forecast{at(18, 8h), true, 0});
  // Whatever the moment at which it is asked.
  for (const auto off : {1us, 400us, 600us, 123'456us})
    CHECK(fast(200, {.daily_quota = 300, .used_today = 150}, at(18, 9h) + off) ==
          Forecast{at(19, 8h), true, 0});
  // Before the window opens, but on its first day: what was used stays used.
  CHECK(fast(200, {.daily_quota = 300, .used_today = 150}, at(18, 6h)) == Forecast{at(19, 8h), true, 0});
}

TEST_CASE("an even pace takes the window up to its reserve, unless the rate takes longer") {
  ForecastInput even = input({{.rate = kTenASecond}});
  even.pace = Campaign::Pace::even;
  even.work = {{.messages = 1000}};
  const Forecast few = plan::forecast_campaign(even).whole;
  CHECK(few.fits);
  CHECK(about(few.finishes_at, at(21, 19h + 30min)));
  even.work = {{.messages = 4 * 432'000}};
  const Forecast full = plan::forecast_campaign(even).whole;
  CHECK(full.fits);
  CHECK(about(full.finishes_at, at(21, 20h)));
}

TEST_CASE("a campaign finishes with its last channel") {
  const std::array channels = {Forecast{at(18, 9h), true, 0}, Forecast{}, Forecast{at(19, 9h), true, 0}};
  CHECK(plan::together(channels) == Forecast{at(19, 9h), true, 0});
  const std::array short_of = {Forecast{at(18, 9h), true, 0}, Forecast{{}, false, 5}, Forecast{{}, false, 2}};
  CHECK(plan::together(short_of) == Forecast{{}, false, 7});
  CHECK(plan::together({}) == Forecast{});
}

TEST_CASE("what fails goes on to the next channel, and what no receipt comes for when its time is over") {
  ForecastInput two = input({{.rate = kTenASecond, .receipt_timeout = 2h, .expects = {.fails = 0.25}},
                             {.rate = schedule::Rate{1, 1s}}});
  two.work = {{.channel = 0, .then = {1}, .messages = 36'000}};
  const auto falls_back = plan::forecast_campaign(two);
  CHECK(falls_back.channels[0] == Forecast{at(18, 9h), true, 0});
  CHECK(falls_back.messages[1] == Approx(9000));
  // 9,000 at one a second from 8 o'clock on.
  CHECK(about(falls_back.channels[1].finishes_at, at(18, 10h + 30min), 60s));

  two.channels[0].expects = {.fails = 0, .no_receipt = 0.1, .tried_again = 0};
  const auto late = plan::forecast_campaign(two);
  CHECK(late.messages[1] == Approx(3600));
  // The first comes at 10, the last at 11: one a second is just enough.
  CHECK(about(late.channels[1].finishes_at, at(18, 11h), 120s));
  two.channels[0].receipt_timeout.reset();
  CHECK(plan::forecast_campaign(two).messages[1] == Approx(0));
}

TEST_CASE("what is tried again uses up rate and quota") {
  const domain::Expectation half{.fails = 0, .no_receipt = 0, .tried_again = 0.5};
  CHECK(fast(36'000, {.rate = kTenASecond, .retry = {.attempts = 1}, .expects = half}) ==
        Forecast{at(18, 10h), true, 0});
  // The last ones have to wait for their second tries, 30, 60, 120 seconds …
  const domain::Expectation few{.fails = 0, .no_receipt = 0, .tried_again = 0.02};
  CHECK(about(fast(35'280, {.rate = kTenASecond, .expects = few}).finishes_at, at(18, 9h) + 30s, 1s));
  CHECK(fast(700, {.rate = kTenASecond, .daily_quota = 300, .expects = half}) == Forecast{{}, false, 100});
}

TEST_CASE("units come to their end together, those that go first before") {
  ForecastInput units = input({{.rate = kTenASecond}});
  units.units = 3;
  units.work = {{.unit = 0, .messages = 30'000}, {.unit = 1, .messages = 6'000}};
  auto even = plan::forecast_campaign(units);
  CHECK(even.units[0] == even.units[1]);
  CHECK(even.units[2] == Forecast{});
  units.ranks = 2;
  units.work[0].rank = 1;
  const auto ordered = plan::forecast_campaign(units);
  CHECK(about(ordered.units[1].finishes_at, at(18, 8h + 10min), 120s));
  CHECK(ordered.units[0].finishes_at == even.units[0].finishes_at);
  CHECK(ordered.cells[0][1] == ordered.units[1]);
}

TEST_CASE("what is short is short in every unit alike") {
  ForecastInput units = input({{.rate = kTenASecond}});
  units.units = 2;
  units.work = {{.unit = 0, .messages = 3 * 432'000}, {.unit = 1, .messages = 2 * 432'000}};
  const auto found = plan::forecast_campaign(units);
  CHECK(found.whole == Forecast{{}, false, 432'000});
  CHECK(found.units[0].shortfall == 259'200);
  CHECK(found.units[1].shortfall == 172'800);
}

TEST_CASE("the shortfalls of units and channels add up to the whole's") {
  ForecastInput units = input({{.rate = kTenASecond}, {.rate = schedule::Rate{7, 1s}}});
  units.units = 27;
  for (std::size_t unit = 0; unit < units.units; ++unit)
    for (std::size_t channel : {0U, 1U})
      units.work.push_back(
          {.channel = channel, .unit = unit, .messages = 64'037.0 + 11 * static_cast<double>(unit)});
  const auto found = plan::forecast_campaign(units);
  const auto sum = [](const std::vector<Forecast>& parts) { return plan::together(parts).shortfall; };
  CHECK(found.whole.shortfall > 0);
  CHECK(sum(found.units) == found.whole.shortfall);
  CHECK(sum(found.channels) == found.whole.shortfall);
  for (std::size_t channel : {0U, 1U}) CHECK(sum(found.cells[channel]) == found.channels[channel].shortfall);
}

TEST_CASE("what the quota leaves no day for goes on at once where the channel spills") {
  ForecastInput two = input({{.rate = kTenASecond, .daily_quota = 20'000}, {.rate = kTenASecond}});
  two.work = {{.channel = 0, .then = {1}, .messages = 500'000}, {.channel = 0, .messages = 10'000}};
  CHECK(plan::forecast_campaign(two).channels[0].shortfall == 430'000);
  two.channels[0].spills = true;
  const auto found = plan::forecast_campaign(two);
  CHECK(found.whole.fits);
  CHECK(found.messages[1] == Approx(430'000).epsilon(0.001));
  // Who can be reached by the first channel alone has no other day.
  two.work = {{.channel = 0, .then = {1}, .messages = 1'000}, {.channel = 0, .messages = 100'000}};
  CHECK(plan::forecast_campaign(two).channels[0].shortfall == Approx(20'198).margin(2));
}

TEST_CASE("a channel is as fast as it was seen to be, whatever its rate allows") {
  CHECK(fast(36'000, {.rate = kTenASecond, .most_per_second = 5}) == Forecast{at(18, 10h), true, 0});
  CHECK(fast(36'000, {.rate = kTenASecond, .most_per_second = 50}) == Forecast{at(18, 9h), true, 0});
  CHECK(fast(36'000, {.most_per_second = 10}) == Forecast{at(18, 9h), true, 0});
}

TEST_CASE("a canary holds its campaign for as long as its receipts take, at most for its wait") {
  const auto finish = [](std::optional<std::chrono::milliseconds> receipts_after, double no_receipt,
                         std::int64_t size = 100) {
    ForecastInput one = input({{.rate = kTenASecond,
                                .receipts_after = receipts_after,
                                .expects = {.fails = 0, .no_receipt = no_receipt, .tried_again = 0}}});
    one.work = {{.messages = 36'000}};
    plan::put_canary(one, size, 0.05, 1h);
    return plan::forecast_campaign(one).whole.finishes_at;
  };
  // Nobody waits for receipts; they come in time; too late; and too few of them.
  CHECK(about(finish({}, 0), at(18, 9h)));
  CHECK(about(finish(10min, 0.05), at(18, 9h + 10min)));
  CHECK(about(finish(2h, 0), at(18, 10h)));
  CHECK(about(finish(10min, 0.06), at(18, 10h + 10min)));
  // All of it: there is nothing that would have to wait.
  CHECK(about(finish(10min, 0, 36'000), at(18, 9h)));
}

TEST_CASE("what a canary's wait leaves no time for is short") {
  ForecastInput late = input({{.rate = kTenASecond, .receipts_after = 20h}}, at(21, 12h));
  late.work = {{.messages = 1'000}};
  plan::put_canary(late, 100, 0.05, 9h);
  CHECK(plan::forecast_campaign(late).whole == Forecast{{}, false, 900});
  late.canary->wait = 2h;
  CHECK(plan::forecast_campaign(late).whole.fits);
}

TEST_CASE(
    "a canary goes by every channel and unit, by their size, and those that go first anyhow before the "
    "others") {
  ForecastInput two = input({{.rate = kTenASecond, .receipts_after = 1h}, {.rate = kTenASecond}, {}});
  two.units = 2;
  two.ranks = 2;
  two.work = {{.channel = 0, .unit = 0, .rank = 1, .messages = 5'900},
              {.channel = 0, .unit = 0, .rank = 0, .messages = 20},
              {.channel = 0, .unit = 1, .messages = 40},
              {.channel = 1, .unit = 1, .messages = 4'040},
              {.channel = 2, .unit = 0, .messages = 10, .after = 1h}};
  plan::put_canary(two, 100, 0.05, 2h);
  CHECK(two.work[0].first + two.work[1].first == Approx(60).margin(2));
  CHECK(two.work[1].first == Approx(20));
  CHECK(two.work[2].first == Approx(1));
  CHECK(two.work[3].first == Approx(40).margin(2));
  CHECK(two.work[4].first == 0);
  // The second channel's messages wait for the first one's receipts.
  CHECK(*plan::forecast_campaign(two).channels[1].finishes_at > at(18, 9h + 6min));
}

TEST_CASE("what would have to be changed for it to fit") {
  ForecastInput slow = input({{.rate = kTenASecond}});
  slow.work = {{.messages = 8 * 432'000}};
  const auto rate = plan::what_would_fit(slow, 0);
  REQUIRE(rate);
  CHECK(rate->per_second.value() == Approx(20).epsilon(0.02));
  CHECK_FALSE(rate->daily_quota);

  ForecastInput quota = input({{.rate = kTenASecond, .daily_quota = 1000}});
  quota.work = {{.messages = 6000}};
  const auto more = plan::what_would_fit(quota, 0);
  REQUIRE(more);
  CHECK_FALSE(more->per_second);
  CHECK(more->daily_quota.value() == Approx(1500).epsilon(0.02));

  quota.work = {{.messages = 8 * 432'000}};
  const auto both = plan::what_would_fit(quota, 0);
  REQUIRE(both);
  CHECK(both->per_second.value() == Approx(20).epsilon(0.02));
  CHECK(both->daily_quota.value() == Approx(864'000).epsilon(0.02));

  quota.work = {{.messages = 100}};
  CHECK_FALSE(plan::what_would_fit(quota, 0));

  // Nothing a day is a quota too, and one is the least that may be wished for.
  ForecastInput none = input({{.rate = kTenASecond, .daily_quota = 0}});
  none.work = {{.messages = 6000}};
  const auto some = plan::what_would_fit(none, 0);
  REQUIRE(some);
  CHECK(some->daily_quota.value() == Approx(1500).epsilon(0.02));
  none.work = {{.messages = 3}};
  CHECK(plan::what_would_fit(none, 0).value().daily_quota == 1);

  quota.now = at(21, 20h);
  CHECK_FALSE(plan::what_would_fit(quota, 0));
}

#include <catch2/catch.hpp>
#include <cstdlib>

#include "daemon/plan/campaign_forecast.hpp"
#include "daemon/plan/canary_hold.hpp"
#include "tests/daemon/plan/campaign_outcome.hpp"
#include "tests/daemon/plan/forecast_world.hpp"

// What the forecast says against what happens: campaigns of any shape, played message by message.

using namespace triand;
using domain::Campaign;
using plan::ForecastInput;
using test::at;
using test::CampaignOutcome;
using namespace std::chrono_literals;

namespace {

// Recipients; a million with TRIAND_LONG=1 (./dev bench forecast).
const double kMany = std::getenv("TRIAND_LONG") ? 1'000'000 : 50'000;
// Rates grow with them, so that every size takes the same time by the virtual clock.
schedule::Rate rate_for(double seconds) { return {std::llround(kMany / seconds * 60), 60s}; }

// Two days of two hours.
ForecastInput two_days(std::vector<plan::ForecastChannel> channels, std::vector<std::size_t> chain,
                       Campaign::Pace pace = Campaign::Pace::fast) {
  ForecastInput input{.window = test::window_of(2, {8h, 10h}),
                      .zone = test::viet_nam(),
                      .now = at(17, 12h),
                      .pace = pace,
                      .channels = std::move(channels),
                      .units = 5};
  const std::vector<std::size_t> then(chain.begin() + 1, chain.end());
  // Units as unlike as real ones.
  const double shares[] = {0.4, 0.3, 0.2, 0.09, 0.01};
  for (std::size_t unit = 0; unit < input.units; ++unit)
    input.work.push_back(
        {.channel = chain.front(), .unit = unit, .then = then, .messages = std::round(kMany * shares[unit])});
  return input;
}

double open_seconds(const ForecastInput& input, schedule::WallTime from, schedule::WallTime to) {
  return std::chrono::duration<double>(input.window.open_time_left(from) - input.window.open_time_left(to))
      .count();
}

// The finish is within 2 % of the open time that it takes, what expires within 2 % of all messages.
void agree(const ForecastInput& input, const plan::CampaignForecast& forecast,
           const std::vector<test::OutcomeOfChannel>& outcome) {
  for (std::size_t channel = 0; channel < outcome.size(); ++channel) {
    CAPTURE(channel);
    const auto& told = forecast.channels[channel];
    const auto& seen = outcome[channel];
    CHECK(std::abs(static_cast<double>(told.shortfall - seen.left)) <= 0.02 * kMany);
    if (!told.fits || !told.finishes_at) continue;
    REQUIRE(seen.finished);
    const double off = open_seconds(input, *told.finishes_at, *seen.finished) -
                       open_seconds(input, *seen.finished, *told.finishes_at);
    CAPTURE(off);
    CHECK(std::abs(off) <= 0.02 * open_seconds(input, input.now, *seen.finished));
  }
}

void agree(const ForecastInput& input) {
  agree(input, plan::forecast_campaign(input), CampaignOutcome(input).play());
}

}  // namespace

TEST_CASE("forecast and outcome agree: bound by the rate") {
  agree(two_days({{.rate = rate_for(11'000)}}, {0}));
}

TEST_CASE("forecast and outcome agree: bound by a daily quota") {
  agree(two_days({{.rate = rate_for(5'000), .daily_quota = std::llround(kMany * 0.55)}}, {0}));
}

TEST_CASE("forecast and outcome agree: more than the quota allows") {
  const ForecastInput input =
      two_days({{.rate = rate_for(5'000), .daily_quota = std::llround(kMany * 0.3)}}, {0});
  CHECK(plan::forecast_campaign(input).whole.shortfall == Approx(kMany * 0.4));
  agree(input);
}

TEST_CASE("forecast and outcome agree: more than the quota allows, and the next channel takes it") {
  ForecastInput input = two_days(
      {{.rate = rate_for(5'000), .daily_quota = std::llround(kMany * 0.3)}, {.rate = rate_for(30'000)}},
      {0, 1});
  CHECK(plan::forecast_campaign(input).whole.shortfall == Approx(kMany * 0.4));
  input.channels[0].spills = true;
  const auto forecast = plan::forecast_campaign(input);
  CHECK(forecast.whole.fits);
  CHECK(forecast.messages[1] == Approx(kMany * 0.4).epsilon(0.01));
  agree(input);
}

TEST_CASE("forecast and outcome agree: of those beyond the quota some can be reached by one channel alone") {
  ForecastInput input = two_days({{.rate = rate_for(5'000),
                                   .daily_quota = std::llround(kMany * 0.3),
                                   .spills = true,
                                   .expects = {0.1, 0, 0.02}},
                                  {.rate = rate_for(15'000)}},
                                 {0, 1});
  for (std::size_t unit : {0U, 3U}) input.work[unit].then.clear();
  agree(input);
}

TEST_CASE("forecast and outcome agree: more than the window has room for") {
  const ForecastInput input = two_days({{.rate = rate_for(20'000)}}, {0});
  CHECK_FALSE(plan::forecast_campaign(input).whole.fits);
  agree(input);
}

TEST_CASE("forecast and outcome agree: spread evenly over the window") {
  agree(two_days({{.rate = rate_for(3'000)}}, {0}, Campaign::Pace::even));
}

TEST_CASE("forecast and outcome agree: spread evenly, with a channel's own hours and things tried again") {
  agree(two_days({{.hours = {8h + 30min, 9h}, .rate = rate_for(3'000), .expects = {0, 0, 0.1}}}, {0},
                 Campaign::Pace::even));
}

TEST_CASE("forecast and outcome agree: with fallbacks over three channels") {
  agree(two_days(
      {{.rate = rate_for(4'000), .daily_quota = std::llround(kMany * 0.8), .expects = {0.3, 0, 0.02}},
       {.rate = rate_for(30'000), .expects = {0.2, 0, 0}},
       {.rate = rate_for(50'000)}},
      {0, 1, 2}));
}

TEST_CASE("forecast and outcome agree: fallbacks for want of a receipt") {
  agree(two_days({{.rate = rate_for(6'000), .receipt_timeout = 30min, .expects = {0.1, 0.2, 0}},
                  {.rate = rate_for(30'000)}},
                 {0, 1}));
}

TEST_CASE("forecast and outcome agree: a late start") {
  ForecastInput input =
      two_days({{.rate = rate_for(4'000), .expects = {0.3, 0, 0}}, {.rate = rate_for(9'000)}}, {0, 1},
               Campaign::Pace::even);
  input.now = at(19, 8h + 20min);
  agree(input);
}

TEST_CASE("forecast and outcome agree: what is said again after an outage") {
  const ForecastInput planned =
      two_days({{.rate = rate_for(8'000), .expects = {0.2, 0, 0}}, {.rate = rate_for(9'000)}}, {0, 1});
  CampaignOutcome outcome(planned, {{.outage = std::pair{72'600.0, 75'000.0}}, {}});
  // 8:10 to 8:50 on the first day.
  const ForecastInput then = outcome.play_until(at(18, 8h + 51min));
  const auto again = plan::forecast_campaign(then);
  const auto first = plan::forecast_campaign(planned);
  const auto seen = outcome.play();
  agree(then, again, seen);
  // The plan could not know: that the forecast is made anew is what makes it right.
  CHECK(open_seconds(then, *first.channels[0].finishes_at, *seen[0].finished) > 1500);
}

TEST_CASE("forecast and outcome agree: a canary whose receipts are waited for") {
  ForecastInput input = two_days({{.rate = rate_for(5'000), .receipts_after = 20min}}, {0});
  const auto without = plan::forecast_campaign(input);
  agree(input, without, CampaignOutcome(input).play());
  plan::put_canary(input, 200, 0.05, 40min);
  agree(input);
  // What the wait costs is what the receipts take.
  const auto with = plan::forecast_campaign(input);
  CHECK(open_seconds(input, *without.whole.finishes_at, *with.whole.finishes_at) == Approx(1200).margin(20));
  // The control: whoever forgot the canary would be off by more than is allowed.
  CHECK(1200 > 0.02 * open_seconds(input, input.now, *with.whole.finishes_at));
}

TEST_CASE("forecast and outcome agree: a canary of whose receipts too many do not come") {
  ForecastInput input =
      two_days({{.rate = rate_for(5'000), .receipts_after = 10min, .expects = {0, 0.2, 0}}}, {0});
  const auto without = plan::forecast_campaign(input);
  plan::put_canary(input, 200, 0.05, 30min);
  agree(input);
  // The last receipt that came, and the time for those that did not.
  CHECK(open_seconds(input, *without.whole.finishes_at, *plan::forecast_campaign(input).whole.finishes_at) ==
        Approx(2400).margin(30));
}

TEST_CASE(
    "forecast and outcome agree: a canary that falls back, with things tried again and without receipts") {
  ForecastInput input = two_days({{.rate = rate_for(4'000), .expects = {0.3, 0, 0.05}},
                                  {.rate = rate_for(30'000), .receipts_after = 15min}},
                                 {0, 1});
  plan::put_canary(input, 400, 0.05, 1h);
  agree(input);
}

TEST_CASE(
    "forecast and outcome agree: a canary's wait that goes into the night, and one that an even pace makes "
    "up for") {
  ForecastInput night = two_days({{.rate = rate_for(6'000), .receipts_after = 5h}}, {0});
  plan::put_canary(night, 200, 0.05, 3h);
  CHECK(plan::forecast_campaign(night).whole.finishes_at > at(19, 8h));
  agree(night);
  ForecastInput even =
      two_days({{.rate = rate_for(3'000), .receipts_after = 25min}}, {0}, Campaign::Pace::even);
  plan::put_canary(even, 200, 0.05, 1h);
  agree(even);
}

TEST_CASE(
    "forecast and outcome agree: what is said again while a canary goes, and while its verdict is waited "
    "for") {
  for (const std::chrono::minutes time : {480min, 495min}) {
    ForecastInput planned = two_days({{.rate = rate_for(6'000), .receipts_after = 25min}}, {0});
    plan::put_canary(planned, std::llround(kMany / 100), 0.05, 1h);
    CampaignOutcome outcome(planned);
    const ForecastInput then = outcome.play_until(at(18, time) + 20s);
    REQUIRE(then.canary);
    agree(then, plan::forecast_campaign(then), outcome.play());
  }
  // With the verdict known there is nothing more to wait for.
  ForecastInput planned = two_days({{.rate = rate_for(6'000), .receipts_after = 5min}}, {0});
  plan::put_canary(planned, 200, 0.05, 1h);
  CampaignOutcome outcome(planned);
  const ForecastInput then = outcome.play_until(at(18, 8h + 30min));
  CHECK_FALSE(then.canary);
  agree(then, plan::forecast_campaign(then), outcome.play());
}

TEST_CASE("an outage that an even pace makes up for does not move the finish") {
  const ForecastInput planned = two_days({{.rate = rate_for(3'000)}}, {0}, Campaign::Pace::even);
  agree(planned, plan::forecast_campaign(planned),
        CampaignOutcome(planned, {{.outage = std::pair{72'600.0, 75'000.0}}}).play());
}

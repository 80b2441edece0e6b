#include "daemon/app/shared_channels.hpp"

#include <catch2/catch.hpp>

#include "daemon/plan/campaign_forecast.hpp"
#include "tests/daemon/plan/forecast_world.hpp"

using namespace triand;
using namespace std::chrono_literals;
using test::at;

namespace {

// 18 and 19 December, 8 to 18 o'clock, by a channel that has time for 144,000 messages then.
plan::ForecastInput two_days() {
  return {.window = test::window_of(2, {8h, 18h}),
          .zone = test::viet_nam(),
          .now = at(17, 9h),
          .channels = {{.rate = schedule::Rate{2, 1s}}},
          .work = {{.messages = 100'000}}};
}

double others_of(const std::vector<app::OtherWork>& others) {
  plan::ForecastInput input = two_days();
  app::put_others(input, {"sms"}, others);
  return input.channels[0].others;
}

}  // namespace

TEST_CASE("two campaigns that fit alone and not together are told so") {
  plan::ForecastInput input = two_days();
  CHECK(plan::forecast_campaign(input).whole.fits);
  app::put_others(input, {"sms"}, {{test::window_of(2, {8h, 18h}), {{"sms", 100'000}}}});
  CHECK(input.channels[0].others == Approx(100'000));
  CHECK(plan::forecast_campaign(input).whole.shortfall == Approx(56'000).margin(2));
  // What is needed is the channel's whole rate.
  CHECK(plan::what_would_fit(input, 0).value().per_second.value() ==
        Approx(200'000 / 72'000.0).epsilon(0.02));
}

TEST_CASE("another campaign counts for what it sends meanwhile") {
  const schedule::CampaignWindow same = test::window_of(2, {8h, 18h});
  CHECK(others_of({{same, {{"sms", 1000}}}, {same, {{"sms", 500}, {"zalo", 700}}}}) == Approx(1500));
  CHECK(others_of({{test::window_of(4, {8h, 18h}), {{"sms", 1000}}}}) == Approx(500));
  const schedule::CampaignWindow later(
      test::viet_nam(), {std::chrono::year(2026) / 12 / 20, std::chrono::year(2026) / 12 / 21}, {8h, 18h});
  CHECK(others_of({{later, {{"sms", 1000}}}}) == Approx(0));
  CHECK(others_of({}) == 0);
}

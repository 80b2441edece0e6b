#include "daemon/plan/forecast_lane.hpp"

#include <algorithm>
#include <cmath>

namespace triand::plan {
namespace {

// How much longer the last ones take that are tried again: as often as at least one of them is.
double tail(const ForecastLane& lane) {
  const schedule::RetryPolicy& retry = lane.facts->retry;
  double wait = seconds(retry.first);
  double passed = 0;
  double share = lane.facts->expects.tried_again;
  double out = 0;
  for (int attempt = 1; attempt < retry.attempts && share > 0; ++attempt) {
    passed += wait;
    if (std::min(lane.last_speed * passed, lane.sent) * share >= 0.5) out = passed;
    wait = std::min(wait * retry.factor, seconds(retry.max));
    share *= lane.facts->expects.tried_again;
  }
  return out;
}

// Other campaigns have their turns as well: the same part of every second and day.
void leave_to_others(ForecastLane& lane, const ForecastInput& input) {
  const ForecastChannel& facts = *lane.facts;
  lane.quota_limit = facts.daily_quota.value_or(0);
  if (facts.others <= 0 || lane.open.empty()) return;
  lane.others_per_second = facts.others / seconds(input.window.open_time_left(input.now, facts.hours));
  const double a_day = std::ceil(facts.others / static_cast<double>(lane.open.size()));
  lane.quota_limit = std::max<std::int64_t>(0, lane.quota_limit - std::llround(a_day));
}

}  // namespace

ForecastLane forecast_lane(const ForecastInput& input, const ForecastChannel& facts) {
  const auto whole = input.window.open_time_left(input.window.opens_at(), facts.hours);
  ForecastLane lane{.facts = &facts,
                    .queue = FluidQueue(input.units, input.ranks + 1),
                    .pacer = schedule::Pacer(input.pace, whole, {}),
                    .quota = {},
                    .quota_limit = 0,
                    .open = {},
                    .others_per_second = 0,
                    .finished = std::vector<double>(input.units, -1)};
  for (const auto& stretch : input.window.stretches(input.now, facts.hours))
    lane.open.emplace_back(seconds(stretch.from - input.now), seconds(stretch.to - input.now));
  leave_to_others(lane, input);
  if (facts.daily_quota)
    lane.quota.emplace(input.zone, lane.quota_limit, schedule::day_number(input.zone.local(input.now).day),
                       facts.used_today);
  return lane;
}

void ForecastLane::count(schedule::WallTime now, double handed_over) {
  uncounted += handed_over;
  const double whole = std::floor(uncounted + kDust);
  quota->take(now, static_cast<std::int64_t>(whole));
  uncounted -= whole;
}

double ForecastLane::finish(double at) const {
  if (at < 0 || open.empty()) return at;
  return std::max(at, std::min(at + tail(*this), open.back().second));
}

}  // namespace triand::plan

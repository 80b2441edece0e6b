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
    if (lane.last_speed * passed * share >= 0.5) out = passed;
    wait = std::min(wait * retry.factor, seconds(retry.max));
    share *= lane.facts->expects.tried_again;
  }
  return out;
}

}  // namespace

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

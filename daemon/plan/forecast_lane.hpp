#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/plan/fluid_queue.hpp"
#include "daemon/plan/forecast_input.hpp"
#include "daemon/schedule/daily_quota.hpp"
#include "daemon/schedule/pacer.hpp"

namespace triand::plan {

// Amounts and seconds this close are the same.
inline constexpr double kDust = 1e-6;

inline double seconds(schedule::WallTime::duration duration) {
  return std::chrono::duration<double>(duration).count();
}

// One channel on the virtual clock; times are seconds from the forecast's beginning.
struct ForecastLane {
  const ForecastChannel* facts;
  FluidQueue queue;
  schedule::Pacer pacer;
  std::optional<schedule::DailyQuota> quota;
  std::int64_t quota_limit = 0;                 // what other campaigns leave of it
  std::vector<std::pair<double, double>> open;  // stretches
  double others_per_second = 0;
  double uncounted = 0;  // of the quota: fractions of a message
  double speed = 0;      // hand-overs a second until the next event
  double spill = 0;      // passed on at once: the quota leaves no day for it
  double kept = 0;       // of its messages: those that the canary keeps back
  double messages = 0;
  double sent = 0;
  double last_speed = 0;         // as long as there was something to send
  std::vector<double> finished;  // by unit: when its last message left so far; negative: none has

  // All that waits, for its turn or for the canary's verdict.
  [[nodiscard]] double waiting() const { return queue.left() + kept; }
  // Messages a second that are done with: not to be tried again.
  [[nodiscard]] double settling() const { return speed * (1 - facts->expects.tried_again); }
  // So many were handed over: what of them is whole messages uses up the day's quota.
  void count(schedule::WallTime now, double handed_over);
  // Of what left last at `at` (negative: nothing did) with what is tried again at the end, as far as there is time.
  [[nodiscard]] double finish(double at) const;
};

// A channel's lane at the forecast's beginning, with nothing in its queue. `facts` outlive it.
[[nodiscard]] ForecastLane forecast_lane(const ForecastInput& input, const ForecastChannel& facts);

}  // namespace triand::plan

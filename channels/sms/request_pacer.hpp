#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "config/block.hpp"

namespace triand::channels {

// Gives each request of a channel its moment, so that the gateway's limit of requests is kept. Pure; time comes in.
class RequestPacer {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  using Duration = std::chrono::steady_clock::duration;

  explicit RequestPacer(const config::Rate& rate)
      : interval_(std::chrono::duration_cast<Duration>(rate.per) / rate.count) {}

  // When the next request may leave, if that is not later than `patience` from now; it is then taken.
  [[nodiscard]] std::optional<TimePoint> take(TimePoint now, Duration patience) {
    const TimePoint at = std::max(now, next_);
    if (at - now > patience) return std::nullopt;
    next_ = at + interval_;
    return at;
  }
  // How long it is until a request could leave.
  [[nodiscard]] Duration wait(TimePoint now) const { return std::max(Duration::zero(), next_ - now); }
  // The gateway wants to be left alone so long.
  void pause(TimePoint now, Duration length) { next_ = std::max(next_, now + length); }

 private:
  Duration interval_;
  TimePoint next_{};
};

}  // namespace triand::channels

#pragma once

#include <chrono>

#include "daemon/schedule/moment.hpp"

namespace triand::schedule {

// Notices that somebody set the wall clock: it and the steady clock went on by different amounts. Asked often (once a
// second); a clock that is slowly corrected does not count.
class ClockWatch {
 public:
  explicit ClockWatch(const Moment& now) : last_(now) {}

  // By how much the wall clock was set since the last look, forward or (negative) back; zero: it was not.
  [[nodiscard]] std::chrono::milliseconds look(const Moment& now) {
    const auto set = (now.wall - last_.wall) - (now.steady - last_.steady);
    last_ = now;
    if (set < kSmallest && set > -kSmallest) return {};
    return std::chrono::round<std::chrono::milliseconds>(set);
  }

 private:
  static constexpr std::chrono::seconds kSmallest{2};

  Moment last_;
};

}  // namespace triand::schedule

#pragma once

#include <chrono>
#include <cstdint>

namespace triand::channels {

// How many lines go into the log about what comes from outside without end: a few at once, then one a second; what is left out is counted. Pure.
class LineBudget {
 public:
  using Time = std::chrono::steady_clock::time_point;

  static constexpr int kAtOnce = 20;
  static constexpr std::chrono::seconds kEach{1};

  // Whether a line may be written now.
  [[nodiscard]] bool take(Time now) {
    if (full_at_ < now) full_at_ = now;
    if (full_at_ - now > (kAtOnce - 1) * kEach) {
      ++left_out_;
      return false;
    }
    full_at_ += kEach;
    return true;
  }
  // How many were left out since this was asked last.
  [[nodiscard]] std::int64_t left_out() {
    const std::int64_t out = left_out_;
    left_out_ = 0;
    return out;
  }

 private:
  Time full_at_{};
  std::int64_t left_out_ = 0;
};

}  // namespace triand::channels

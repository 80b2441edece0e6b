#pragma once

#include <algorithm>
#include <chrono>
#include <utility>

namespace triand::channels::exec {

// How long to wait before a program that has ended is started again: at once after a long life, else longer each time.
// Pure.
class RestartWait {
 public:
  using Duration = std::chrono::steady_clock::duration;

  static constexpr std::chrono::milliseconds kFirst{500};
  static constexpr std::chrono::milliseconds kLongest{60'000};
  // A program that has lived so long was no failed start.
  static constexpr std::chrono::milliseconds kLongLife{60'000};

  [[nodiscard]] std::chrono::milliseconds after(Duration life) {
    if (life >= kLongLife) next_ = kFirst;
    return std::exchange(next_, std::min(next_ * 2, kLongest));
  }

 private:
  std::chrono::milliseconds next_ = kFirst;
};

}  // namespace triand::channels::exec

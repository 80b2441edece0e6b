#pragma once

#include <chrono>

namespace triand::domain {

// A span of the day in local time, from <= t < to; 24:00 is the day's end.
struct Hours {
  std::chrono::minutes from{0};
  std::chrono::minutes to{24 * 60};
  bool operator==(const Hours&) const = default;
};

}  // namespace triand::domain

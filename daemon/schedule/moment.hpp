#pragma once

#include <chrono>

namespace triand::schedule {

// Wall time: windows, hours, quotas, due times; whatever is stored or shown. It may jump.
using WallTime = std::chrono::system_clock::time_point;
// Steady time: rates, pacing, breakers, sleeping. It never jumps and means nothing after a restart.
using SteadyTime = std::chrono::steady_clock::time_point;

// Now, by both clocks, read together by whoever asks this room anything. Nothing in here reads a clock.
struct Moment {
  WallTime wall;
  SteadyTime steady;
};

}  // namespace triand::schedule

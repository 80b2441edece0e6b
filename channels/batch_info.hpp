#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace triand::channels {

// One batch that a channel gathers or has handed over, for `letters list`.
struct BatchInfo {
  std::string name;
  std::string state;        // "open", "rendering", "released"
  std::size_t letters = 0;  // so far, while it is open
  std::chrono::system_clock::time_point created;
};

}  // namespace triand::channels

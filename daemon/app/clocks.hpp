#pragma once

#include "daemon/schedule/moment.hpp"

namespace triand::app {

// Both clocks now: what the decisions are given as an argument.
[[nodiscard]] inline schedule::Moment read_clocks() {
  return {std::chrono::system_clock::now(), std::chrono::steady_clock::now()};
}

}  // namespace triand::app

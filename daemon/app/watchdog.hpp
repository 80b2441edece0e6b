#pragma once

#include <chrono>

namespace triand::app {

// Whether systemd may be told that the service is well. The loop that asks turns; the thread that writes the database
// came round last at `writer_alive` and must have done so within the watchdog's own time: if it is stuck nothing can be
// recorded, and a restart is the remedy. Pure; both times are of the steady clock.
[[nodiscard]] constexpr bool is_well(std::chrono::milliseconds now, std::chrono::milliseconds writer_alive,
                                     std::chrono::milliseconds limit) {
  return now - writer_alive <= limit;
}

}  // namespace triand::app

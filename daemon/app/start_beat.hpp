#pragma once

#include <chrono>
#include <optional>

namespace triand::app {

// Tells systemd that a start which takes long goes on (EXTEND_TIMEOUT_USEC, sd_notify(3)), every ten seconds as long as
// somebody comes by: building an index, migrating and checking a large database take minutes, a hang tells nothing.
class StartBeat {
 public:
  // Cheap. One thread at a time.
  void turn();

 private:
  std::optional<std::chrono::steady_clock::time_point> told_;
};

}  // namespace triand::app

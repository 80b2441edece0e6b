#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/schedule/moment.hpp"
#include "daemon/store/pause_row.hpp"

namespace triand::dispatch {

// What holds a lane back by the decision of people, gateways and the store.
struct Stops {
  std::vector<store::PauseRow> pauses;
  bool channel = false;  // nothing more until somebody resumes it
};

// What a lane has stopped by itself and orders may not tell of yet: they are read from the store while it works, and what
// was read before a stop was on disk must not undo it. Not thread-safe.
class OwnStops {
 public:
  // The channel stops, or one campaign on it. Whoever writes it says with the number when it is on disk.
  std::int64_t stop_channel();
  std::int64_t pause(store::PauseRow pause);
  // On disk at `at`, or before: what is read later tells of it, or of its end.
  void written(std::int64_t number, schedule::SteadyTime at);

  // What was read from the store at `read`, or later, and what cannot be in it.
  [[nodiscard]] Stops complete(Stops stops, schedule::SteadyTime read);

 private:
  struct Stop {
    std::int64_t number;
    std::optional<store::PauseRow> pause;  // none: the channel
    std::optional<schedule::SteadyTime> written;
  };

  std::vector<Stop> stops_;
  std::int64_t last_ = 0;
};

}  // namespace triand::dispatch

#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "daemon/plan/forecast_input.hpp"

namespace triand::test {

// What happens to a channel on the virtual clock that no forecast knows of.
struct Mishaps {
  // From … to … the gateway fails every message (seconds from the beginning).
  std::optional<std::pair<double, double>> outage = {};
};

struct OutcomeOfChannel {
  std::optional<schedule::WallTime> finished;  // its last message's hand-over
  std::int64_t left = 0;                       // what expires
  std::int64_t handed_over = 0;                // retries included
};

// A campaign played message by message on a virtual clock, each lane as the dispatcher's: it asks decide() with token
// bucket, pace, quota, breaker, concurrency window and retry policy, claims from the unit that is least far, and hears
// an answer for every single message; before a canary's verdict it claims what the canary lets go alone. Nothing in it is added up; it knows nothing of the forecast but its input.
class CampaignOutcome {
 public:
  explicit CampaignOutcome(const plan::ForecastInput& input, std::vector<Mishaps> mishaps = {},
                           unsigned seed = 1);
  ~CampaignOutcome();

  // Plays on until then, or to the end. Returns the state as a forecast's input: what is left, the quota used.
  plan::ForecastInput play_until(schedule::WallTime until);
  std::vector<OutcomeOfChannel> play();

 private:
  struct Play;
  std::unique_ptr<Play> play_;
};

}  // namespace triand::test

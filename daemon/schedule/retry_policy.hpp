#pragma once

#include <chrono>
#include <optional>
#include <variant>

#include "daemon/domain/hours.hpp"
#include "daemon/schedule/campaign_window.hpp"
#include "daemon/schedule/moment.hpp"

namespace triand::schedule {

// The delivery may be tried again from then on.
struct DueAt {
  WallTime time;
  bool operator==(const DueAt&) const = default;
};
// It has had all of its attempts.
struct Exhausted {
  bool operator==(const Exhausted&) const = default;
};
// The next attempt would come after the window (or the channel's hours in it) has closed for good.
struct TooLate {
  bool operator==(const TooLate&) const = default;
};
using RetryDecision = std::variant<DueAt, Exhausted, TooLate>;

struct Failure {
  int attempts = 1;  // that count so far, this one included if it counts
  WallTime now;
  std::optional<std::chrono::milliseconds> retry_after;  // what the gateway asks for
  double random = 0;                                     // in [0, 1), a new one for each failure
};

// When a delivery that was deferred is tried again: first, first × factor, first × factor² … up to max, each spread by
// ±kJitter so that what failed together does not come back together. What the gateway asks for is kept even where it is
// longer than max; never earlier. A time outside the hours moves to the next opening. Wall time; pure.
struct RetryPolicy {
  int attempts = 8;
  std::chrono::milliseconds first{30000};
  double factor = 2;
  std::chrono::milliseconds max{1800000};

  static constexpr double kJitter = 0.2;

  [[nodiscard]] RetryDecision after(const Failure& failure, const CampaignWindow& window,
                                    const domain::Hours& channel = {}) const;
};

}  // namespace triand::schedule

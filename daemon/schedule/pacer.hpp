#pragma once

#include <chrono>
#include <cstdint>

#include "daemon/domain/campaign.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/schedule/rate_limiter.hpp"

namespace triand::schedule {

// Spreads a campaign's deliveries on one channel evenly over what is left of its window (`pace: even`), or not at all
// (`fast`). The speed follows from what is left at each moment, so that pauses, outages and late fallbacks correct
// themselves; a stall of more than a second is spread anew, not made up for at once. The last twentieth of the open
// time, at most half an hour of it, is kept free for second tries: the spread ends before it, and whatever is left then
// goes as the rates allow. Steady time; not thread-safe.
class Pacer {
 public:
  // `whole`: the open time of the window from its beginning.
  Pacer(domain::Campaign::Pace pace, std::chrono::nanoseconds whole, SteadyTime now);

  // `left`: deliveries that are still queued, retries included. `open`: open time left. `wanted` bounds the answer.
  // Nothing is granted before `together` may go, or all that are wanted.
  [[nodiscard]] Grant available(SteadyTime now, std::int64_t left, std::chrono::nanoseconds open,
                                std::int64_t wanted, std::int64_t together = 1) const;
  // That many go; `left` and `open` as they were before. A negative count gives back what did not go after all.
  void take(SteadyTime now, std::int64_t left, std::chrono::nanoseconds open, std::int64_t count);

  // Messages a second; infinite when nothing is held back.
  [[nodiscard]] double per_second(std::int64_t left, std::chrono::nanoseconds open) const;

 private:
  [[nodiscard]] double credit(SteadyTime now, double speed) const;

  domain::Campaign::Pace pace_;
  std::chrono::nanoseconds reserve_;
  double credit_ = 1;
  SteadyTime at_;
};

}  // namespace triand::schedule

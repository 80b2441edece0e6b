#pragma once

#include <chrono>
#include <cstdint>

#include "daemon/schedule/moment.hpp"
#include "daemon/schedule/time_zone.hpp"

namespace triand::schedule {

// What is left of a channel's daily quota. A new one begins at local midnight. A clock that is set back to the day
// before does not begin another: what was used stays used until a later day. Not thread-safe.
class DailyQuota {
 public:
  // `day` and `used`: the newest day of which use is recorded (day_number(); 0: none).
  DailyQuota(const TimeZone& zone, std::int64_t limit, int day = 0, std::int64_t used = 0);

  // The day whose quota is used now, as day_number().
  [[nodiscard]] int day(WallTime now) const;
  [[nodiscard]] std::int64_t used(WallTime now) const;
  [[nodiscard]] std::int64_t left(WallTime now) const;
  [[nodiscard]] WallTime resets_at(WallTime now) const;
  // That many go; a negative count gives back what did not go after all.
  void take(WallTime now, std::int64_t count);
  void set_limit(std::int64_t limit) { limit_ = limit; }

 private:
  TimeZone zone_;
  std::int64_t limit_;
  int day_;
  std::int64_t used_;
};

}  // namespace triand::schedule

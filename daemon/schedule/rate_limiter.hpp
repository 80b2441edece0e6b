#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "daemon/schedule/moment.hpp"

namespace triand::schedule {

// A number of messages per time.
struct Rate {
  std::int64_t count = 1;       // at least 1
  std::chrono::seconds per{1};  // more than 0
  [[nodiscard]] double per_second() const {
    return static_cast<double>(count) / static_cast<double>(per.count());
  }
  bool operator==(const Rate&) const = default;
};

// How many may go now, and when to ask again.
struct Grant {
  std::int64_t granted = 0;
  // When one more than `granted` may go, or as many as were asked for together; in the past if that is now.
  SteadyTime next_time;
};

// A channel's rate: a token bucket by steady time. It fills at the configured rate, holds what a quarter of a second
// brings (at least one message), and begins with one: any stretch of time sees at most its own share and that burst.
//
// A gateway that asks for slower sending lowers the rate to a half, at most once a second however many answers say
// so; each second's worth of successes brings a twentieth of the configured rate back. Not thread-safe.
class RateLimiter {
 public:
  RateLimiter(const Rate& rate, SteadyTime now);

  // Nothing is granted before `together` may go, or all that are wanted; no more are waited for than the bucket holds.
  [[nodiscard]] Grant available(SteadyTime now, std::int64_t wanted, std::int64_t together = 1) const;
  // That many go. More than were available leave a debt; a negative count gives back what did not go after all.
  void take(SteadyTime now, std::int64_t count);
  // available() and take() in one.
  Grant grant(SteadyTime now, std::int64_t wanted);

  // An answer said "too fast". What it asks us to wait is kept for everything on this channel, but not for longer than
  // kLongestWait: one wrong figure must not cost the campaign its window.
  void throttled(SteadyTime now, std::optional<std::chrono::milliseconds> retry_after);
  void succeeded(SteadyTime now, std::int64_t count);
  // A new configuration; what was learnt about the gateway stays.
  void set_rate(SteadyTime now, const Rate& rate);

  [[nodiscard]] double per_second() const;  // as it is now
  [[nodiscard]] bool slowed() const { return share_ < 1; }

  static constexpr std::chrono::minutes kLongestWait{15};

 private:
  [[nodiscard]] double tokens(SteadyTime now) const;
  [[nodiscard]] double burst() const;
  void settle(SteadyTime now);

  Rate rate_;
  double share_ = 1;  // of the configured rate
  double tokens_ = 1;
  SteadyTime at_;
  SteadyTime not_before_;
  std::optional<SteadyTime> slowed_at_;
};

}  // namespace triand::schedule

#include "daemon/schedule/pacer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace triand::schedule {
namespace {

constexpr std::chrono::minutes kLongestReserve{30};
constexpr int kReservePart = 20;
// What may be made up for after a short stall of the lane.
constexpr double kBurstSeconds = 1;
constexpr double kHair = 1e-6;
// A pace of days between two messages must not overflow a time.
constexpr double kLongestWaitSeconds = 3600;

double seconds(std::chrono::nanoseconds duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

Pacer::Pacer(domain::Campaign::Pace pace, std::chrono::nanoseconds whole, SteadyTime now)
    : pace_(pace),
      reserve_(std::min<std::chrono::nanoseconds>(whole / kReservePart, kLongestReserve)),
      at_(now) {}

double Pacer::per_second(std::int64_t left, std::chrono::nanoseconds open) const {
  if (pace_ == domain::Campaign::Pace::fast || open <= reserve_)
    return std::numeric_limits<double>::infinity();
  return static_cast<double>(std::max<std::int64_t>(left, 0)) / seconds(open - reserve_);
}

double Pacer::credit(SteadyTime now, double speed) const {
  const double gained = seconds(std::max(now - at_, SteadyTime::duration(0))) * speed;
  return std::min(std::max(1.0, speed * kBurstSeconds), credit_ + gained);
}

Grant Pacer::available(SteadyTime now, std::int64_t left, std::chrono::nanoseconds open, std::int64_t wanted,
                       std::int64_t together) const {
  wanted = std::max<std::int64_t>(wanted, 0);
  const double speed = per_second(left, open);
  if (std::isinf(speed)) return {.granted = wanted, .next_time = now};
  const double held = credit(now, speed);
  Grant out;
  // Compared as fractions: what is held may be more than an integer can say.
  out.granted = held + kHair >= static_cast<double>(wanted)
                    ? wanted
                    : std::max<std::int64_t>(static_cast<std::int64_t>(std::floor(held + kHair)), 0);
  const std::int64_t least = std::min(together, wanted);
  if (out.granted < least) out.granted = 0;
  const double missing = std::max(0.0, static_cast<double>(std::max(out.granted + 1, least)) - held);
  const double wait = speed > 0 ? std::min(missing / speed, kLongestWaitSeconds) : kLongestWaitSeconds;
  out.next_time = now + std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(wait));
  return out;
}

void Pacer::take(SteadyTime now, std::int64_t left, std::chrono::nanoseconds open, std::int64_t count) {
  const double speed = per_second(left, open);
  credit_ = std::isinf(speed) ? std::min(credit_, 1.0) : credit(now, speed) - static_cast<double>(count);
  at_ = std::max(at_, now);
}

}  // namespace triand::schedule

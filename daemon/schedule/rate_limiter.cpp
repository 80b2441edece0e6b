#include "daemon/schedule/rate_limiter.hpp"

#include <algorithm>
#include <cmath>

namespace triand::schedule {
namespace {

constexpr double kBurstSeconds = 0.25;
constexpr double kSlower = 0.5;
constexpr double kRecovery = 0.05;
constexpr double kSlowest = 1.0 / 64;
constexpr std::chrono::seconds kSlowOncePer{1};
// Sums of fractions end a hair below the whole they stand for.
constexpr double kHair = 1e-6;

double seconds(SteadyTime::duration duration) { return std::chrono::duration<double>(duration).count(); }

}  // namespace

RateLimiter::RateLimiter(const Rate& rate, SteadyTime now) : rate_(rate), at_(now), not_before_(now) {}

double RateLimiter::per_second() const { return rate_.per_second() * share_; }
double RateLimiter::burst() const { return std::max(1.0, per_second() * kBurstSeconds); }

double RateLimiter::tokens(SteadyTime now) const {
  const double gained = seconds(std::max(now - at_, SteadyTime::duration(0))) * per_second();
  return std::min(burst(), tokens_ + gained);
}

void RateLimiter::settle(SteadyTime now) {
  tokens_ = tokens(now);
  at_ = std::max(at_, now);
}

Grant RateLimiter::available(SteadyTime now, std::int64_t wanted, std::int64_t together) const {
  const double held = tokens(now);
  Grant out;
  if (now >= not_before_)
    out.granted = std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor(held + kHair)), 0,
                                           std::max<std::int64_t>(wanted, 0));
  const std::int64_t least = std::min({together, wanted, static_cast<std::int64_t>(burst())});
  if (out.granted < least) out.granted = 0;
  const double missing =
      std::max(0.0, static_cast<double>(std::max(out.granted + 1, least)) - held) / per_second();
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(missing));
  out.next_time = std::max(now + wait, not_before_);
  return out;
}

void RateLimiter::take(SteadyTime now, std::int64_t count) {
  settle(now);
  tokens_ -= static_cast<double>(count);
}

Grant RateLimiter::grant(SteadyTime now, std::int64_t wanted) {
  const Grant out = available(now, wanted);
  take(now, out.granted);
  return out;
}

void RateLimiter::throttled(SteadyTime now, std::optional<std::chrono::milliseconds> retry_after) {
  settle(now);
  if (retry_after) {
    const std::chrono::milliseconds wait = std::min<std::chrono::milliseconds>(*retry_after, kLongestWait);
    not_before_ = std::max(not_before_, now + wait);
  }
  if (slowed_at_ && now < *slowed_at_ + kSlowOncePer) return;
  slowed_at_ = now;
  share_ = std::max(kSlowest, share_ * kSlower);
  tokens_ = std::min(tokens_, 0.0);
}

void RateLimiter::succeeded(SteadyTime now, std::int64_t count) {
  if (share_ >= 1) return;
  settle(now);
  const double seconds_worth = static_cast<double>(count) / std::max(1.0, per_second());
  share_ = std::min(1.0, share_ + kRecovery * seconds_worth);
}

void RateLimiter::set_rate(SteadyTime now, const Rate& rate) {
  settle(now);
  rate_ = rate;
}

}  // namespace triand::schedule

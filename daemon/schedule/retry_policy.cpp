#include "daemon/schedule/retry_policy.hpp"

#include <algorithm>
#include <cmath>

namespace triand::schedule {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

// What a gateway may ask for without time running over; far beyond any window.
constexpr std::chrono::milliseconds kLongest = std::chrono::days(3650);

}  // namespace

RetryDecision RetryPolicy::after(const Failure& failure, const CampaignWindow& window,
                                 const domain::Hours& channel) const {
  if (failure.attempts >= attempts) return Exhausted{};
  const double spread = 1 + kJitter * (2 * failure.random - 1);
  const double steps = std::max(failure.attempts - 1, 0);
  const Milliseconds wanted = std::min(Milliseconds(first) * std::pow(factor, steps), Milliseconds(max));
  auto wait = std::chrono::round<std::chrono::milliseconds>(std::min(wanted * spread, Milliseconds(max)));
  if (failure.retry_after) {
    const Milliseconds asked = std::min(*failure.retry_after, kLongest);
    // Later than asked for, never earlier.
    const auto kept = std::chrono::ceil<std::chrono::milliseconds>(asked * (1 + kJitter * failure.random));
    wait = std::max(wait, kept);
  }
  const auto due = window.next_opening(failure.now + wait, channel);
  if (!due) return TooLate{};
  return DueAt{*due};
}

}  // namespace triand::schedule

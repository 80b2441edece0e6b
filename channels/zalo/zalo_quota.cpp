#include "channels/zalo/zalo_quota.hpp"

#include <algorithm>

#include "channels/zalo/vietnam_clock.hpp"

namespace triand::channels {

void ZaloQuota::read(std::int64_t limit, std::int64_t left, Time now) {
  if (limit < 0) return unlimited();
  quota_ = GatewayQuota{.limit = limit,
                        .left = std::clamp<std::int64_t>(left, 0, limit),
                        .told_at = now,
                        .resets_at = now + until_in_vietnam(now, std::chrono::hours(0))};
}

void ZaloQuota::hear(std::int64_t limit, std::int64_t left, Time now) {
  const bool same = quota_ && quota_->limit == limit && now < quota_->resets_at;
  read(limit, same ? std::min(left, quota_->left) : left, now);
}

void ZaloQuota::used_up(Time now) {
  // How many there are in a day is not said; tomorrow's answers will.
  constexpr std::int64_t kAnyNumber = 1'000'000'000;
  read(quota_ ? quota_->limit : kAnyNumber, 0, now);
}

void ZaloQuota::change(std::int64_t limit, Time now) {
  const std::int64_t used = quota_ ? quota_->limit - left_at(*quota_, now) : 0;
  read(limit, limit - used, now);
}

}  // namespace triand::channels

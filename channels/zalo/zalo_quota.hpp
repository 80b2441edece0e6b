#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "channels/gateway_quota.hpp"

namespace triand::channels {

// The Official Account's daily quota, put together from what Zalo says here and there. A day ends at midnight in
// Vietnam; when exactly is not documented. A limit below nought is none: the highest tier's. Pure; time comes in.
class ZaloQuota {
 public:
  using Time = std::chrono::system_clock::time_point;

  // From the answer to a message. Answers overtake each other: of one day the smallest rest counts.
  void hear(std::int64_t limit, std::int64_t left, Time now);
  // From the quota's own page: as it is.
  void read(std::int64_t limit, std::int64_t left, Time now);
  // There is no daily quota.
  void unlimited() { quota_.reset(); }
  // A message was refused for it: nothing is left today.
  void used_up(Time now);
  // It was changed to that many a day; what was used stays used.
  void change(std::int64_t limit, Time now);

  [[nodiscard]] const std::optional<GatewayQuota>& now_known() const { return quota_; }

 private:
  std::optional<GatewayQuota> quota_;
};

}  // namespace triand::channels

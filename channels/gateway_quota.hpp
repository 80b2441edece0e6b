#pragma once

#include <chrono>
#include <cstdint>

namespace triand::channels {

// What a gateway lets through in one of its days, as it last said. From `resets_at` on the whole `limit` is there again.
struct GatewayQuota {
  std::int64_t limit = 0;  // messages a day
  std::int64_t left = 0;   // of the day of `told_at`, at that moment
  std::chrono::system_clock::time_point told_at;
  std::chrono::system_clock::time_point resets_at;

  bool operator==(const GatewayQuota&) const = default;
};

// What is left of it at a later moment, so far as the gateway said.
[[nodiscard]] inline std::int64_t left_at(const GatewayQuota& quota,
                                          std::chrono::system_clock::time_point now) {
  return now >= quota.resets_at ? quota.limit : quota.left;
}

}  // namespace triand::channels

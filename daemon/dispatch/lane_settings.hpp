#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/domain/hours.hpp"
#include "daemon/schedule/rate_limiter.hpp"
#include "daemon/schedule/retry_policy.hpp"

namespace triand::dispatch {

// What to do with a message of which nobody knows whether it left.
enum class InDoubtPolicy {
  hold,      // wait for a receipt or an operator
  resend,    // send it again with the same reference
  fallback,  // after the receipt's time let the leg's next channel take over
};

// What to do with messages that a daily quota leaves no time for within their window.
enum class OverQuotaPolicy {
  wait,      // for another day, as long as the window is open
  fallback,  // once today's is used up, let the legs' next channels take over
};

// How a channel may send: the keys of its config block that are the lane's.
struct LaneSettings {
  std::string name;
  std::int64_t channel = 0;  // the store's row; known once the store is open
  std::optional<schedule::Rate> rate;
  std::int64_t concurrency = 16;
  domain::Hours hours;
  std::optional<std::int64_t> daily_quota;
  schedule::RetryPolicy retry;
  InDoubtPolicy in_doubt = InDoubtPolicy::hold;
  OverQuotaPolicy over_quota = OverQuotaPolicy::wait;
  bool receipts_expected = true;
  // After this the leg's next channel takes over from an accepted delivery without a receipt; nullopt: never.
  std::optional<std::chrono::milliseconds> receipt_timeout;
};

}  // namespace triand::dispatch

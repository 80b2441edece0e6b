#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

struct CanaryRow {
  std::int64_t size = 0;
  double stop_above = 0;
  std::chrono::milliseconds wait{};
  int state = 0;         // store::CanaryState
  TimePoint decided_at;  // 1970: not yet
};

// A queue before the canary's verdict.
struct CanaryQueue {
  std::string channel;
  std::string unit;
  std::optional<std::int64_t> left =
      {};              // of its first messages, those not claimed yet; nullopt: all that comes may go
  bool begun = false;  // some of them were claimed
  std::optional<TimePoint> last_word = {};  // about one of them
};

}  // namespace triand::store

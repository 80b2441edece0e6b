#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "daemon/store/delivery_id.hpp"
#include "daemon/store/time.hpp"

namespace triand::store {

class WriteSession;

// In the place of a unit: all of a channel's messages, in their order over all units.
inline constexpr std::int64_t kEveryUnit = -1;

// What one transaction saw of a queue's messages, in their order.
struct Outcomes {
  std::string fresh;      // '1' failed, '0' did not
  std::int64_t late = 0;  // accepted before, failed since
};

// Adds what a transaction saw of each channel in a unit, and of each channel as a whole, to their last outcomes, for
// campaigns that have a canary, and pauses what at any outcome had more failures among the canary's number of last ones
// than it may. Part of that transaction.
// Returns a sentence for each pause.
[[nodiscard]] std::vector<std::string> watch_failures(WriteSession& session,
                                                      const std::map<QueueKey, Outcomes>& seen,
                                                      TimePoint now);

}  // namespace triand::store

#pragma once

#include <cstdint>

namespace triand::store {

// What became of the messages that a channel was given in one campaign.
struct PastOutcomes {
  std::int64_t messages = 0;
  std::int64_t attempts = 0;
  std::int64_t failed = 0;  // no_receipt apart
  std::int64_t no_receipt = 0;
};

}  // namespace triand::store

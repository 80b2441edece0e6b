#pragma once

#include <cstdint>

namespace triand::standin {

// How the receipts fare: waiting counts those not yet due or between tries.
struct ReceiptCounts {
  std::uint64_t waiting = 0;
  std::uint64_t told = 0;      // answered as the gateway wants it
  std::uint64_t retried = 0;   // tries after the first
  std::uint64_t given_up = 0;  // no good answer to the last try, or a URL that is not http://
};

}  // namespace triand::standin

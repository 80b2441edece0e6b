#pragma once

#include <cstdint>

namespace triand::standin {

// What one channel's gateway has seen.
struct Tally {
  std::uint64_t requests = 0;    // refused and lost ones too; email: one for each recipient named
  std::uint64_t accepted = 0;    // deliveries
  std::uint64_t distinct = 0;    // different references among them
  std::uint64_t recognised = 0;  // repeats that were not delivered again
};

}  // namespace triand::standin

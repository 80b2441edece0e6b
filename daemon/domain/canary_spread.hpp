#pragma once

#include <cstdint>
#include <vector>

namespace triand::domain {

// How many messages of each queue a canary of `size` lets go: one of each first, the largest queues before the others and
// of equal ones the first; then as large a part of each as of all. `planned`: how many each queue has. Pure.
[[nodiscard]] std::vector<std::int64_t> spread_canary(const std::vector<std::int64_t>& planned,
                                                      std::int64_t size);

}  // namespace triand::domain

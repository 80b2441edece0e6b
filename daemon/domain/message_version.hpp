#pragma once

#include <cstdint>

namespace triand::domain {

// The version of what is handed over, for gateways that keep the newest of what they are given: it grows with every try
// that counts, is the same on one that does not, and leaves room for taking the message back after each.
[[nodiscard]] constexpr std::int64_t version_handed_over(int attempts_before) {
  return 2 * std::int64_t{attempts_before} + 1;
}
[[nodiscard]] constexpr std::int64_t version_taken_back(std::int64_t handed_over) { return handed_over + 1; }

}  // namespace triand::domain

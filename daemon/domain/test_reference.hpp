#pragma once

#include <cstdint>
#include <string>

namespace triand::domain {

// The reference of a test message: letters and digits as in a delivery's, but never a delivery's (reference.hpp): that
// begins with its campaign's tag, which has no U. Two of the same millisecond differ by `random`.
[[nodiscard]] std::string test_reference(std::uint64_t milliseconds, std::uint32_t random);

}  // namespace triand::domain

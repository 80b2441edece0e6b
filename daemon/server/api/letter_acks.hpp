#pragma once

#include <cstdint>

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

inline constexpr std::uint64_t kLargestAckFile = std::uint64_t{256} << 20;  // bytes

// Takes a file of acknowledgements (contract, section 6), which lies in the request's upload file:
// {"schema":"triand.letters_ack/v1","read","applied","rejected","unknown":[REFERENCE…],"repeated":[REFERENCE…],
// "faults":[{"line","message"}…]}. read = applied + repeated + rejected; each rejected row has its fault, and those of
// letters that we do not know or have not handed over are in `unknown` too. A row is repeated when the same printing
// of the letter had the same status before, in this file or in an earlier one. A later word that no longer moves a
// delivery is kept in its history and counts as applied.
[[nodiscard]] Answer letter_acks(const ApiWorld& world, const Request& request);

}  // namespace triand::server

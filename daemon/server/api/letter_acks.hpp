#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// Takes a file of acknowledgements (contract, section 6), which lies in the request's upload file:
// {"schema":"triand.letters_ack/v1","read","applied","unknown":[REFERENCE…],"repeated":[REFERENCE…],"rejected",
// "faults":[{"line","message"}…]}. read = applied + repeated + rejected; `rejected` counts faults and unknown
// references. A row is repeated when the same reference had the same status before, in this file or in an
// earlier one. A later word that no longer moves a delivery is kept in its history and counts as applied.
[[nodiscard]] Answer letter_acks(const ApiWorld& world, const Request& request);

}  // namespace triand::server

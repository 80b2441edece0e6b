#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// Customers that may be one and the same, over all lists: a job whose result is the triand.duplicates/v1 document. Who
// of them is written to a campaign decides with `one_per`.
[[nodiscard]] Answer find_duplicates(const ApiWorld& world, const Request& request);

}  // namespace triand::server

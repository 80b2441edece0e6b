#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// triand.tail/v1: what happened last to deliveries, oldest first, and the cursor to go on from without losing
// or repeating anything. Query: after (a cursor), limit (1 to 1000, else 50), channel, state.
[[nodiscard]] Answer delivery_tail(const ApiWorld& world, const Request& request);

}  // namespace triand::server

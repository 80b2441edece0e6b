#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Finding, showing and following deliveries. `world` outlives the router.
void add_delivery_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

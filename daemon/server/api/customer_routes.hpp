#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Looking at one customer. `world` outlives the router.
void add_customer_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// One customer: to look at, to note a call with, to erase. `world` outlives the router.
void add_customer_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

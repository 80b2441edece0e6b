#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// The whole service on one screen, and its health for supervisors. `world` outlives the router.
void add_status_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

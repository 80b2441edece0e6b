#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Reading, checking, planning and previewing campaigns. `world` outlives the router.
void add_campaign_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

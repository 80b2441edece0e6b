#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Loading customer lists, and the rows of them that need a correction. `world` outlives the router.
void add_import_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

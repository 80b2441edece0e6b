#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Who did what and who looked, newest first, a page at a time, for administrators. `world` outlives the router.
void add_audit_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

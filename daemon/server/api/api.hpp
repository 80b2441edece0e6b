#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Adds the HTTP API (contract, sections 3 to 6) to the table of routes, and its document at /api/v1/openapi.json, which
// tells of whatever is added later as well. `world` outlives the router and is complete before the first request; the
// spool folder of `world` must exist.
void add_api(Router& router, ApiWorld& world);

}  // namespace triand::server

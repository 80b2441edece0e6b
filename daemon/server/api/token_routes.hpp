#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// API tokens: of the caller's own account, and for administrators of every account. A token is told once, when it is made;
// whoever shows one may make none. `world` outlives the router.
void add_token_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

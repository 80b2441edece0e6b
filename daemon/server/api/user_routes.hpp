#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Accounts: listing, adding and changing them, for administrators. No answer holds a password or its hash. `world`
// outlives the router.
void add_user_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

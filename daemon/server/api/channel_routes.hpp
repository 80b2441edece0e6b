#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Looking at channels, and telling them to pause, to go on, to take tokens and to send a test. `world`
// outlives the router.
void add_channel_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

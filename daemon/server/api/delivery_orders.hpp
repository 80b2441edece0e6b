#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// What people decide about one delivery: to resolve a doubt, to send a failed one again. Both answer with its
// document as it is afterwards, and are audited. `world` outlives the router.
void add_delivery_orders(Router& router, const ApiWorld& world);

}  // namespace triand::server

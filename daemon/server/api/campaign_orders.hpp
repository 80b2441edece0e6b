#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// What people tell campaigns to do: approve, pause, resume, cancel. Each answers with the campaign's document
// as it is afterwards. `world` outlives the router.
void add_campaign_orders(Router& router, const ApiWorld& world);

}  // namespace triand::server

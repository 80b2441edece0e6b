#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// What lies in the templates' folder, and texts that are being written, filled for customers. Nothing of it is stored.
// The world outlives the router.
void add_template_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

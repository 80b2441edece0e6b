#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Suppressions: list and find (viewer), add (support), remove and import (operator).
void add_suppression_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// What is answered with a file: exports, closing reports, backups.
void add_file_routes(Router& router, const ApiWorld& world);

}  // namespace triand::server

#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// The lists that were loaded, newest first: the triand.imports/v1 document.
[[nodiscard]] Answer list_imports(const ApiWorld& world, const Request& request);

}  // namespace triand::server

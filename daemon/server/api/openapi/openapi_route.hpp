#pragma once

#include "daemon/server/router.hpp"

namespace triand::server {

// GET /api/v1/openapi.json: what `router` has when it is asked, itself included. `router` outlives the route.
[[nodiscard]] Route openapi_route(const Router& router);

}  // namespace triand::server

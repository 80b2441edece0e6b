#pragma once

#include "daemon/server/jobs.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// GET /api/v1/jobs/{id}. `jobs` outlives the router.
[[nodiscard]] Route job_route(const Jobs& jobs);

}  // namespace triand::server

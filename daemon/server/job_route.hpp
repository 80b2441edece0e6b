#pragma once

#include "daemon/server/jobs.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// GET /api/v1/jobs/{id}; whoever is limited to units is told of jobs of his own alone. `jobs` outlives the router.
[[nodiscard]] Route job_route(const Jobs& jobs);

}  // namespace triand::server

#pragma once

#include "daemon/server/jobs.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// GET /api/v1/jobs/{id}: a job is told of to whoever started it, and to administrators who are not limited to units;
// its result may be about customers. `jobs` outlives the router.
[[nodiscard]] Route job_route(const Jobs& jobs);

}  // namespace triand::server

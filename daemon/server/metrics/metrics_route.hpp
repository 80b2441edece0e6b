#pragma once

#include <memory>

#include "daemon/server/api_world.hpp"
#include "daemon/server/metrics/event_metrics.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// GET /metrics, for this machine without a log-in. `world` outlives the router.
void add_metrics_route(Router& router, const ApiWorld& world, std::shared_ptr<const EventMetrics> events);

}  // namespace triand::server

#pragma once

#include <memory>

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/result_files.hpp"

namespace triand::server {

// POST /api/v1/campaigns/{id}/export with {"format":"csv"|"xlsx","reveal":true|false}: a job that writes one row for each
// delivery and for each recipient without one (contract, section 3), read and written front to back.
[[nodiscard]] Answer export_deliveries(const ApiWorld& world, const std::shared_ptr<ResultFiles>& files,
                                       const Request& request);

}  // namespace triand::server

#pragma once

#include <memory>

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/result_files.hpp"

namespace triand::server {

// POST /api/v1/backup: a job that copies the database while it is written to, and looks at the copy.
[[nodiscard]] Answer back_up(const ApiWorld& world, const std::shared_ptr<ResultFiles>& files,
                             const Request& request);

}  // namespace triand::server

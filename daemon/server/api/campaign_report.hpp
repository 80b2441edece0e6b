#pragma once

#include <memory>

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/result_files.hpp"

namespace triand::server {

// POST /api/v1/campaigns/{id}/report with {"format":"html"|"xlsx"|"json"}: a job that writes the closing report, or the
// signed archive, which there is once the campaign's deliveries were removed.
[[nodiscard]] Answer report_campaign(const ApiWorld& world, const std::shared_ptr<ResultFiles>& files,
                                     const Request& request);

}  // namespace triand::server

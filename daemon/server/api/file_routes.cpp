#include "daemon/server/api/file_routes.hpp"

#include <memory>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/backup_order.hpp"
#include "daemon/server/api/campaign_report.hpp"
#include "daemon/server/api/delivery_export.hpp"
#include "daemon/server/api/file_job.hpp"

namespace triand::server {

void add_file_routes(Router& router, const ApiWorld& world) {
  const auto files = std::make_shared<ResultFiles>(world.spool);
  router.add(result_route(files));
  router.add(within_units(
      api_route("POST", "/api/v1/campaigns/{id}/export", Role::operator_,
                [&world, files](Request& request) { return export_deliveries(world, files, request); })));
  router.add(within_units(
      api_route("POST", "/api/v1/campaigns/{id}/report", Role::operator_,
                [&world, files](Request& request) { return report_campaign(world, files, request); })));
  router.add(api_route("POST", "/api/v1/backup", Role::admin,
                       [&world, files](Request& request) { return back_up(world, files, request); }));
}

}  // namespace triand::server

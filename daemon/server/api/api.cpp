#include "daemon/server/api/api.hpp"

#include "daemon/server/api/audit_routes.hpp"
#include "daemon/server/api/campaign_orders.hpp"
#include "daemon/server/api/campaign_routes.hpp"
#include "daemon/server/api/channel_routes.hpp"
#include "daemon/server/api/customer_routes.hpp"
#include "daemon/server/api/delivery_orders.hpp"
#include "daemon/server/api/delivery_routes.hpp"
#include "daemon/server/api/file_routes.hpp"
#include "daemon/server/api/import_routes.hpp"
#include "daemon/server/api/openapi/openapi_route.hpp"
#include "daemon/server/api/status_routes.hpp"
#include "daemon/server/api/suppression_routes.hpp"
#include "daemon/server/api/template_routes.hpp"
#include "daemon/server/api/token_routes.hpp"
#include "daemon/server/api/user_routes.hpp"

namespace triand::server {

void add_api(Router& router, ApiWorld& world) {
  add_status_routes(router, world);
  add_import_routes(router, world);
  add_customer_routes(router, world);
  add_campaign_routes(router, world);
  add_campaign_orders(router, world);
  add_template_routes(router, world);
  add_delivery_routes(router, world);
  add_delivery_orders(router, world);
  add_channel_routes(router, world);
  add_suppression_routes(router, world);
  add_file_routes(router, world);
  add_user_routes(router, world);
  add_token_routes(router, world);
  add_audit_routes(router, world);
  router.add(openapi_route(router));
}

}  // namespace triand::server

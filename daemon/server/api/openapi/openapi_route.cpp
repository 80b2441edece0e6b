#include "daemon/server/api/openapi/openapi_route.hpp"

#include "daemon/server/api/openapi/openapi_document.hpp"

namespace triand::server {

Route openapi_route(const Router& router) {
  Route route;
  route.method = "GET";
  route.pattern = "/api/v1/openapi.json";
  route.least = Role::viewer;
  route.keeps_to_units = true;  // it shows nothing of anybody
  route.handler = [&router](Request&) { return Response::json(openapi_document(router.routes())); };
  return route;
}

}  // namespace triand::server

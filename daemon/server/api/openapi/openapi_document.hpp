#pragma once

#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/route.hpp"

namespace triand::server {

// The API's own document, OpenAPI 3.1: every route below /api/v1/ and whatever else has notes, in the order of the
// table. Addresses, methods, roles and who may call are the table's, the rest is from route_notes.hpp. A route without
// notes is in it all the same, without words.
[[nodiscard]] boost::json::object openapi_document(const std::vector<Route>& routes);

}  // namespace triand::server

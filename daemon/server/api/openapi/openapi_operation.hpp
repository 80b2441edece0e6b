#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/api/openapi/route_notes.hpp"

namespace triand::server {

// The {names} of a pattern, in their order.
[[nodiscard]] std::vector<std::string> path_parameters(const std::string& pattern);

// One route as an operation object of OpenAPI 3.1. `notes`: null when there are none.
[[nodiscard]] boost::json::object operation_object(const Route& route, const RouteNotes* notes);

}  // namespace triand::server

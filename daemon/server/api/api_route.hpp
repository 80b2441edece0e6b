#pragma once

#include <functional>
#include <string>

#include "daemon/server/api_world.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// What a handler of the API does: reads, asks the store, and answers with a document or an error.
using Work = std::function<Answer(Request&)>;

// A route on a worker thread. What the store refuses becomes the contract's error: NotFound 5, WrongState 6,
// Refused 8, CannotRecord 1.
[[nodiscard]] Route api_route(std::string method, std::string pattern, Role least, Work work);

// The same route for whoever is limited to units: its handler keeps to them.
[[nodiscard]] Route within_units(Route route);

// The same route for what may wait for a gateway, or reads large files: on a slow worker.
[[nodiscard]] Route slowly(Route route);

// Runs `work`; what the store refuses becomes an error as above. All else it throws is not caught.
[[nodiscard]] Answer answer_of(const std::function<Answer()>& work);

// Whether a caller may see names, telephones and addresses whole.
[[nodiscard]] bool may_see_all(const Caller& caller);

// The document with that schema first, unless it names its own.
[[nodiscard]] boost::json::object with_schema(std::string_view schema, boost::json::object document);

// true for "1", "true" and "yes".
[[nodiscard]] bool is_asked(const Request& request, const std::string& name);

}  // namespace triand::server

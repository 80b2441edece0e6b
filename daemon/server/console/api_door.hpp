#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/server/caller.hpp"
#include "daemon/server/console/api_answer.hpp"
#include "daemon/server/log.hpp"
#include "daemon/server/request.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// How a page asks the API in its visitor's name: the same routes with the same roles, limits to units, refusals and
// audit as over the control socket. Any thread, once the server has started.
class ApiDoor {
 public:
  // `router` outlives it.
  ApiDoor(const Router& router, Log log) : router_(router), log_(std::move(log)) {}

  // `address` is a target as on the wire, see address_of(). An empty body is none.
  [[nodiscard]] ApiAnswer ask(const Caller& caller, const std::string& method, const std::string& address,
                              const boost::json::object& body = {}) const;

  // Why the caller may not ask that at all; nothing is asked.
  [[nodiscard]] std::optional<ApiError> refusal(const Caller& caller, const std::string& method,
                                                const std::string& address) const;

  // The answer as it is: a file or a text. The file of an upload route is `upload_file`, which is the handler's
  // to keep; what it did not keep stays where it is, for its caller to remove. Throws std::logic_error for an address
  // that is no target and for a route that answers later.
  [[nodiscard]] Response fetch(const Caller& caller, const std::string& method, const std::string& address,
                               std::string body, std::string* upload_file = nullptr) const;

 private:
  const Router& router_;
  const Log log_;
};

// "/api/v1/campaigns/a%20b/pause?unit=PA05" of {"api", "v1", "campaigns", "a b", "pause"} and {{"unit", "PA05"}}; a
// value that is empty is left out.
[[nodiscard]] std::string address_of(
    std::initializer_list<std::string_view> segments,
    std::initializer_list<std::pair<std::string_view, std::string_view>> query = {});

}  // namespace triand::server

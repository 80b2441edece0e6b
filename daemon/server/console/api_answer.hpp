#pragma once

#include <boost/json/object.hpp>

#include "daemon/server/api_error.hpp"

namespace triand::server {

// What the API answers to a page.
struct ApiAnswer {
  unsigned status = 200;
  boost::json::object document;

  [[nodiscard]] bool ok() const { return status < 300; }
  // Why not, when it is not ok().
  [[nodiscard]] ApiError error() const { return api_error_from(document); }
};

}  // namespace triand::server

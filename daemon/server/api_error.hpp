#pragma once

#include <chrono>
#include <string>

#include <boost/json/object.hpp>

namespace triand::server {

// What a caller is told when something was not done: the document triand.error/v1. `exit` is the exit code that
// trianctl ends with (contract, section 3) and decides the HTTP status.
struct ApiError {
  int exit = 1;
  std::string error;    // short name, lower case with '-': "not-found"
  std::string message;  // a sentence: what is wrong
  std::string hint;     // a sentence: what would be right; or empty
  // When to ask again, where waiting is all that is needed: the answer's Retry-After. 0: waiting does not help.
  std::chrono::seconds retry_after = std::chrono::seconds(0);

  [[nodiscard]] boost::json::object to_json() const;
  // 2 → 400, 4 → 403, 5 → 404, 6 → 409, 7 → 503, 8 → 422, all else 500, or 503 where waiting is all that is needed.
  [[nodiscard]] unsigned status() const;
};

// Reads a triand.error/v1 document; whatever is missing stays at its default.
[[nodiscard]] ApiError api_error_from(const boost::json::object& document);

}  // namespace triand::server

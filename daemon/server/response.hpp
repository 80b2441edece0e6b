#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/api_error.hpp"

namespace triand::server {

// What a handler answers: a body, or a file that is streamed.
struct Response {
  unsigned status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::string file;          // not empty: this file is streamed instead of the body
  bool unlink_file = false;  // the file is the response's own and goes with it
  std::vector<std::pair<std::string, std::string>> headers;

  static Response json(const boost::json::object& document, unsigned status = 200);
  static Response text(std::string body, std::string content_type = "text/plain; charset=utf-8");
  static Response of_file(std::string path, std::string content_type);
  // A triand.error/v1 document, with its Retry-After; a status of 0 is the error's own.
  static Response error(const ApiError& error, unsigned status = 0);
};

// Told of every request that was answered: the route's pattern (empty: none matched) and the status. Network thread.
using Answered = std::function<void(const std::string& route, unsigned status)>;

}  // namespace triand::server

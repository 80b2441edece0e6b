#include "daemon/server/response.hpp"

#include <boost/json/serialize.hpp>

namespace triand::server {

Response Response::json(const boost::json::object& document, unsigned status) {
  Response response;
  response.status = status;
  response.body = boost::json::serialize(document);
  response.body += '\n';
  return response;
}

Response Response::text(std::string body, std::string content_type) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  return response;
}

Response Response::of_file(std::string path, std::string content_type) {
  Response response;
  response.content_type = std::move(content_type);
  response.file = std::move(path);
  return response;
}

Response Response::error(const ApiError& error, unsigned status) {
  Response response = json(error.to_json(), status == 0 ? error.status() : status);
  if (error.retry_after.count() > 0)
    response.headers.emplace_back("Retry-After", std::to_string(error.retry_after.count()));
  return response;
}

}  // namespace triand::server

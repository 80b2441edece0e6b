#include "daemon/server/console/api_door.hpp"

#include <stdexcept>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "daemon/server/guarded.hpp"

namespace triand::server {
namespace {

std::string encoded(std::string_view text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

}  // namespace

Response ApiDoor::fetch(const Caller& caller, const std::string& method, const std::string& address,
                        std::string body, std::string* upload_file) const {
  auto target = target_from(address);
  if (!target) throw std::logic_error("no target: " + address);
  Router::Match match = router_.match(method, *target, &caller, false);
  if (match.route == nullptr) return std::move(match.refusal);
  if (!match.route->handler) throw std::logic_error(address + " answers later");
  Request request;
  request.method = method;
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  request.query_text = std::move(target->query_text);
  request.parameters = std::move(match.parameters);
  request.body = std::move(body);
  request.caller = caller;
  if (upload_file != nullptr) request.upload_file.swap(*upload_file);
  Response response = guarded(*match.route, request, log_);
  if (upload_file != nullptr) upload_file->swap(request.upload_file);
  return response;
}

std::optional<ApiError> ApiDoor::refusal(const Caller& caller, const std::string& method,
                                         const std::string& address) const {
  const Router::Match match = router_.match(method, target_from(address).value(), &caller, false);
  if (match.route != nullptr) return std::nullopt;
  return api_error_from(boost::json::parse(match.refusal.body).as_object());
}

ApiAnswer ApiDoor::ask(const Caller& caller, const std::string& method, const std::string& address,
                       const boost::json::object& body) const {
  const Response response =
      fetch(caller, method, address, body.empty() ? std::string() : boost::json::serialize(body));
  ApiAnswer answer;
  answer.status = response.status;
  boost::json::error_code error;
  boost::json::value document = boost::json::parse(response.body, error);
  if (error || !document.is_object()) throw std::logic_error(address + " answers with no document");
  answer.document = std::move(document.get_object());
  return answer;
}

std::string address_of(std::initializer_list<std::string_view> segments,
                       std::initializer_list<std::pair<std::string_view, std::string_view>> query) {
  std::string out;
  for (const std::string_view segment : segments) out.append("/").append(encoded(segment));
  char join = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    out.append(1, join).append(encoded(name)).append("=").append(encoded(value));
    join = '&';
  }
  return out;
}

}  // namespace triand::server

#include "daemon/server/api_error.hpp"

namespace triand::server {
namespace {

std::string text_at(const boost::json::object& document, boost::json::string_view key) {
  const boost::json::value* value = document.if_contains(key);
  if (value == nullptr || !value->is_string()) return {};
  return std::string(value->get_string());
}

}  // namespace

boost::json::object ApiError::to_json() const {
  boost::json::object document;
  document["schema"] = "triand.error/v1";
  document["exit"] = exit;
  document["error"] = error;
  document["message"] = message;
  document["hint"] = hint;
  return document;
}

unsigned ApiError::status() const {
  switch (exit) {
    case 2:
      return 400;
    case 4:
      return 403;
    case 5:
      return 404;
    case 6:
      return 409;
    case 7:
      return 503;
    case 8:
      return 422;
    default:
      return retry_after.count() > 0 ? 503 : 500;
  }
}

ApiError api_error_from(const boost::json::object& document) {
  ApiError error;
  const boost::json::value* exit = document.if_contains("exit");
  if (exit != nullptr && exit->is_int64()) error.exit = static_cast<int>(exit->get_int64());
  error.error = text_at(document, "error");
  error.message = text_at(document, "message");
  error.hint = text_at(document, "hint");
  return error;
}

}  // namespace triand::server

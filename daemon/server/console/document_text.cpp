#include "daemon/server/console/document_text.hpp"

namespace triand::server {

std::string text_of(const boost::json::object& document, std::string_view name) {
  const boost::json::value* value = document.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
}

std::int64_t number_of(const boost::json::object& document, std::string_view name) {
  const boost::json::value* value = document.if_contains(name);
  return value != nullptr && value->is_int64() ? value->get_int64() : 0;
}

bool flag_of(const boost::json::object& document, std::string_view name) {
  const boost::json::value* value = document.if_contains(name);
  return value != nullptr && value->is_bool() && value->get_bool();
}

const boost::json::object& part_of(const boost::json::object& document, std::string_view name) {
  static const boost::json::object kNone;
  const boost::json::value* value = document.if_contains(name);
  return value != nullptr && value->is_object() ? value->get_object() : kNone;
}

const boost::json::array& items_of(const boost::json::object& document, std::string_view name) {
  static const boost::json::array kNone;
  const boost::json::value* value = document.if_contains(name);
  return value != nullptr && value->is_array() ? value->get_array() : kNone;
}

}  // namespace triand::server

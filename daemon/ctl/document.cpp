#include "daemon/ctl/document.hpp"

#include <boost/json/serialize.hpp>

#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

const boost::json::value* find(const boost::json::object& document, std::string_view key) {
  return document.if_contains({key.data(), key.size()});
}

}  // namespace

std::string text_at(const boost::json::object& document, std::string_view key) {
  const boost::json::value* value = find(document, key);
  if (value == nullptr || value->is_null()) return {};
  if (value->is_string()) return std::string(value->get_string());
  return boost::json::serialize(*value);
}

std::int64_t number_at(const boost::json::object& document, std::string_view key, std::int64_t fallback) {
  const boost::json::value* value = find(document, key);
  if (value == nullptr) return fallback;
  if (value->is_int64()) return value->get_int64();
  if (value->is_double()) return static_cast<std::int64_t>(value->get_double());
  return fallback;
}

bool flag_at(const boost::json::object& document, std::string_view key) {
  const boost::json::value* value = find(document, key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

const boost::json::object& object_at(const boost::json::object& document, std::string_view key) {
  static const boost::json::value kNothing;
  const boost::json::value* value = find(document, key);
  return as_object(value == nullptr ? kNothing : *value);
}

const boost::json::array& items_at(const boost::json::object& document, std::string_view key) {
  static const boost::json::array kNothing;
  const boost::json::value* value = find(document, key);
  return value != nullptr && value->is_array() ? value->get_array() : kNothing;
}

const boost::json::object& as_object(const boost::json::value& value) {
  static const boost::json::object kNothing;
  return value.is_object() ? value.get_object() : kNothing;
}

std::string readable(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_int64()) return thousands(value.get_int64());
  if (value.is_bool()) return value.get_bool() ? "yes" : "no";
  if (value.is_null()) return {};
  return boost::json::serialize(value);
}

}  // namespace triand::ctl

#include "channels/zalo/json_field.hpp"

#include <boost/json/serialize.hpp>

namespace triand::channels {

std::string text_field(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  if (value == nullptr) return {};
  if (const auto* text = value->if_string()) return std::string(text->data(), text->size());
  return value->is_number() ? boost::json::serialize(*value) : std::string();
}

const boost::json::object* object_field(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

}  // namespace triand::channels

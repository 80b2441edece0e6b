#include "tests/standin/json_fields.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace triand::standin {

ParsedObject parse_object(std::string_view body) {
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(body, error);
  ParsedObject parsed;
  if (error || !value.is_object()) return parsed;
  parsed.fields = std::move(value.get_object());
  parsed.ok = true;
  return parsed;
}

std::string as_text(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string().c_str(), value.get_string().size());
  if (value.is_number()) return boost::json::serialize(value);
  return {};
}

std::string text_field(const boost::json::object& object, std::string_view name) {
  const boost::json::value* value = object.if_contains(name);
  return value == nullptr ? std::string() : as_text(*value);
}

}  // namespace triand::standin

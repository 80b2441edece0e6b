#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace triand::standin {

// The object in a body, or an empty one when the body is not a JSON object; `ok` tells which.
struct ParsedObject {
  boost::json::object fields;
  bool ok = false;
};
[[nodiscard]] ParsedObject parse_object(std::string_view body);

// A string field; numbers are written out, everything else (and nothing) is empty.
[[nodiscard]] std::string text_field(const boost::json::object& object, std::string_view name);

// A string or a number as text; everything else is empty.
[[nodiscard]] std::string as_text(const boost::json::value& value);

}  // namespace triand::standin

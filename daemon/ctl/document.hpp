#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace triand::ctl {

// Reading documents of a service that may be newer or older: what is missing is empty, never an error.
[[nodiscard]] std::string text_at(const boost::json::object& document,
                                  std::string_view key);  // also of numbers
[[nodiscard]] std::int64_t number_at(const boost::json::object& document, std::string_view key,
                                     std::int64_t fallback = 0);
[[nodiscard]] bool flag_at(const boost::json::object& document, std::string_view key);
[[nodiscard]] const boost::json::object& object_at(const boost::json::object& document, std::string_view key);
[[nodiscard]] const boost::json::array& items_at(const boost::json::object& document, std::string_view key);
// An element of items_at as an object; an empty one if it is none.
[[nodiscard]] const boost::json::object& as_object(const boost::json::value& value);
// A value as people read it: numbers with thousands, null as nothing.
[[nodiscard]] std::string readable(const boost::json::value& value);

}  // namespace triand::ctl

#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace triand::channels {

// The text of an object's member: strings as they are, numbers as JSON writes them (Zalo sends ids and codes as
// either). Empty when there is none, or it is something else.
[[nodiscard]] std::string text_field(const boost::json::object& object, std::string_view name);

// The member that is an object, or null.
[[nodiscard]] const boost::json::object* object_field(const boost::json::object& object,
                                                      std::string_view name);

// The whole text as a number, or nullopt.
template <class Number>
[[nodiscard]] std::optional<Number> whole_number(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace triand::channels

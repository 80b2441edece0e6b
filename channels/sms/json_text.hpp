#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace triand::channels {

[[nodiscard]] bool is_json_number(std::string_view text);

// The value at a dotted path ("data.tranId", "result.0.r"); null when there is none.
[[nodiscard]] const boost::json::value* value_at(const boost::json::value& root, std::string_view path);

// Strings as they are, numbers and booleans as JSON writes them; nullopt for null, lists and objects.
[[nodiscard]] std::optional<std::string> scalar_text(const boost::json::value& value);

}  // namespace triand::channels

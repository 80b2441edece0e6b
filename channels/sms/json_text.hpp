#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

namespace triand::channels {

// Appends a JSON string with its quotes (RFC 8259, section 7). The text is UTF-8.
void append_json_string(std::string_view text, std::string& out);
[[nodiscard]] bool is_json_number(std::string_view text);

// The scalar at a dotted path ("data.tranId", "result.0.r") as text: strings as they are, numbers and booleans as
// JSON writes them. Nullopt when there is none, or it is null, a list or an object.
[[nodiscard]] std::optional<std::string> scalar_at(const boost::json::value& root, std::string_view path);

}  // namespace triand::channels

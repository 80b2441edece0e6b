#pragma once

#include <string>
#include <string_view>

namespace triand::standin {

// application/x-www-form-urlencoded text and query strings.
[[nodiscard]] std::string percent_decode(std::string_view text);
[[nodiscard]] std::string percent_encode(std::string_view text);

// The decoded value of the first field of that name, or empty.
[[nodiscard]] std::string form_value(std::string_view form, std::string_view name);

}  // namespace triand::standin

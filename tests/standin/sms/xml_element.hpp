#pragma once

#include <string>
#include <string_view>

namespace triand::standin {

// The decoded text of the first element of that name that is written without a prefix, or empty.
[[nodiscard]] std::string xml_element(std::string_view xml, std::string_view name);
[[nodiscard]] std::string xml_escape(std::string_view text);

}  // namespace triand::standin

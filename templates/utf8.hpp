#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace triand::templates {

// Walking through UTF-8. Ill-formed bytes never throw: they read as U+FFFD.

// The code point at `at` (which must be inside), and moves `at` behind it.
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);

void append_code_point(std::string& out, char32_t code_point);

[[nodiscard]] bool is_ascii(std::string_view text);

}  // namespace triand::templates

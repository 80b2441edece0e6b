#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <unicode/utf8.h>

namespace triand::templates {

// Walking through UTF-8. Ill-formed bytes never throw: they read as U+FFFD. Inline: planning walks through each of
// eleven million texts several times.

// The code point at `at` (which must be inside), and moves `at` behind it.
[[nodiscard]] inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  UChar32 code_point = 0;
  U8_NEXT_OR_FFFD(text.data(), at, text.size(), code_point);
  return static_cast<char32_t>(code_point);
}

inline void append_code_point(std::string& out, char32_t code_point) {
  char bytes[U8_MAX_LENGTH];
  std::size_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, static_cast<UChar32>(code_point));
  out.append(bytes, length);
}

[[nodiscard]] bool is_ascii(std::string_view text);

}  // namespace triand::templates

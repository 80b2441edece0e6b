#pragma once

#include <cstddef>
#include <string_view>

namespace triand::domain {

// White space and invisible characters as they come out of spreadsheets and copied web pages, in UTF-8.
// customer-files.md, section 1: U+00A0, U+202F and zero-width characters hide in keys and telephones.

// Bytes of the white-space character at `position` (ASCII space and controls, U+0085, U+00A0, U+1680,
// U+2000..U+200A, U+2028, U+2029, U+202F, U+205F, U+3000); 0 when there is none.
[[nodiscard]] std::size_t blank_at(std::string_view text, std::size_t position);
// Bytes of the character without width at `position` (U+00AD, U+200B..U+200F, U+202A..U+202E, U+2060..U+2069,
// U+FEFF); 0 when there is none.
[[nodiscard]] std::size_t zero_width_at(std::string_view text, std::size_t position);
// Without white space and characters without width at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace triand::domain

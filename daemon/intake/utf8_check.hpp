#pragma once

#include <string>
#include <string_view>

namespace triand::intake {

// Strict UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view text);
// Whether U+FFFD stands in the text: somebody before us lost a character there.
[[nodiscard]] bool has_lost_characters(std::string_view text);
// Every ill-formed byte becomes U+FFFD.
[[nodiscard]] std::string with_valid_utf8(std::string_view text);

}  // namespace triand::intake

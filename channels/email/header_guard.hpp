#pragma once

#include <string_view>

namespace triand::channels::email {

// The one guard in front of every header value, address and envelope parameter: libcurl 7.88 sends CR and LF on as
// they come, so that a name with a line break in it would add a header or a second recipient.
// False for anything that holds a C0 control character (NUL, CR, LF and TAB among them) or DEL, that is not UTF-8,
// or that is longer than kMaxHeaderValue bytes.
[[nodiscard]] bool safe_header_value(std::string_view value);

// Encoded words make of it at most half as much again: it stays far from any server's limit on a header.
inline constexpr std::size_t kMaxHeaderValue = 1000;

}  // namespace triand::channels::email

#pragma once

#include <string>
#include <string_view>

namespace triand::channels::email {

// Base64 without line breaks (RFC 4648 section 4).
[[nodiscard]] std::string base64(std::string_view bytes);

// The same in lines of 76 characters, each ended by CRLF (RFC 2045 section 6.8).
[[nodiscard]] std::string base64_lines(std::string_view bytes);

}  // namespace triand::channels::email

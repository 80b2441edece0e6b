#pragma once

#include <string>
#include <string_view>

namespace triand::standin {

// RFC 2045 §6.7. Malformed escapes stay as they are.
[[nodiscard]] std::string quoted_printable_decode(std::string_view text);

// RFC 2047: every encoded word (B and Q, UTF-8 assumed) in a header value; blanks between two of them are dropped.
[[nodiscard]] std::string decode_words(std::string_view text);

}  // namespace triand::standin

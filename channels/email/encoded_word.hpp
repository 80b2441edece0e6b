#pragma once

#include <string>
#include <string_view>

namespace triand::channels::email {

// A header's free text (Subject) as it goes onto the wire: as it is when it is short printable ASCII, else encoded
// words (RFC 2047, UTF-8, B), each of at most 75 characters, none splitting a UTF-8 sequence, folded with CRLF SP.
// `text` has passed safe_header_value().
[[nodiscard]] std::string encoded_text(std::string_view text);

// A display name as an RFC 5322 phrase: atoms, a quoted string, or encoded words.
[[nodiscard]] std::string encoded_phrase(std::string_view name);

}  // namespace triand::channels::email

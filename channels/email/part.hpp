#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::channels::email {

// One text part of a message: its header lines, an empty line and its body, all in CRLF lines. 7bit when the text is
// printable ASCII in lines of at most 998 octets (filters dislike base64 around plain ASCII), else base64; 8bit is
// never used, because a relay may re-encode it and break a signature. Line ends of any kind become CRLF.
// Nothing when the text is not UTF-8 or holds NUL or another control character that no mail should carry.
// `boundary` is the multipart boundary that must not stand in a 7bit body; empty when there is none.
[[nodiscard]] std::optional<std::string> text_part(std::string_view media_type, std::string_view text,
                                                   std::string_view boundary);

}  // namespace triand::channels::email

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::channels::email {

// One whole reply of a server: "550-5.1.1 No such\r\n550 5.1.1 user\r\n" is {550, "5.1.1 No such 5.1.1 user"}.
struct Reply {
  int code = 0;
  std::string words;
};

// One line of a reply (RFC 5321 section 4.2.1).
struct ReplyLine {
  int code = 0;
  bool more = false;  // "250-": further lines of this reply follow
  std::string_view words;
};

// `line` with or without its line end; nothing when it does not begin with a code and what parts it from the
// words: a number in a server's prose is no reply.
[[nodiscard]] std::optional<ReplyLine> read_reply_line(std::string_view line);

// RFC 3463 "5.1.1" at the start of a reply's words.
struct EnhancedCode {
  int status = 0;  // 2, 4, 5; 0: there is none
  int subject = 0;
  int detail = 0;
  bool operator==(const EnhancedCode&) const = default;
};

[[nodiscard]] EnhancedCode enhanced_code(std::string_view words);

// The server's own id of a message in its last words, "2.0.0 Ok: queued as 6DA2EAC61B9" (Postfix) or
// "OK id=1abc-0003-aB" (Exim); empty when it names none.
[[nodiscard]] std::string queue_id(std::string_view words);

}  // namespace triand::channels::email

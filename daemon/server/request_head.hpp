#pragma once

#include <cstddef>
#include <string_view>

namespace triand::server {

// What the raw bytes of a request's head amount to so far.
struct HeadJudgement {
  enum class Kind { incomplete, complete, malformed, too_long };
  Kind kind = Kind::incomplete;
  std::string_view fault;  // malformed: what is wrong, in words
};

// Looks at a head before the parser does: Beast takes folded header lines (obs-fold, RFC 9112 section 5.2), which
// proxies read differently, and waits for more where a bare line feed or bytes of TLS can never become a request.
[[nodiscard]] HeadJudgement judge_head(std::string_view bytes, std::size_t max_bytes);

}  // namespace triand::server

#include "daemon/server/request_head.hpp"

namespace triand::server {
namespace {

bool begins_a_method(char letter) { return letter >= 'A' && letter <= 'Z'; }

}  // namespace

HeadJudgement judge_head(std::string_view bytes, std::size_t max_bytes) {
  using Kind = HeadJudgement::Kind;
  if (!bytes.empty() && !begins_a_method(bytes.front())) {
    return {Kind::malformed, "this is not HTTP; the address is http://, without TLS"};
  }
  const std::size_t end = bytes.find("\r\n\r\n");
  const std::string_view head = bytes.substr(0, end == std::string_view::npos ? end : end + 4);
  if (head.size() > max_bytes) return {Kind::too_long, {}};
  for (std::size_t at = head.find('\n'); at != std::string_view::npos; at = head.find('\n', at + 1)) {
    if (head[at - 1] != '\r') return {Kind::malformed, "a line ends without a carriage return"};
    const char next = at + 1 < head.size() ? head[at + 1] : '\0';
    if (next == ' ' || next == '\t') return {Kind::malformed, "a header line is folded"};
  }
  return {end == std::string_view::npos ? Kind::incomplete : Kind::complete, {}};
}

}  // namespace triand::server

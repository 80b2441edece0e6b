#include "channels/email/dot_stuffing.hpp"

namespace triand::channels::email {

std::string dot_stuffed(std::string_view message) {
  constexpr std::string_view kLineEnd = "\r\n";
  constexpr std::string_view kDotLine = "\r\n.";
  std::string out;
  out.reserve(message.size() + 64);
  if (message.starts_with('.')) out += '.';
  for (std::size_t dot = 0; (dot = message.find(kDotLine)) != std::string_view::npos;) {
    out.append(message, 0, dot + kDotLine.size());
    out += '.';
    message.remove_prefix(dot + kDotLine.size());
  }
  out += message;
  if (!out.empty() && !out.ends_with(kLineEnd)) out += kLineEnd;
  return out += ".\r\n";
}

}  // namespace triand::channels::email

#include "channels/email/reply.hpp"

#include <charconv>

namespace triand::channels::email {
namespace {

// The number of at most `max_digits` digits at the start of `text`, which loses it; -1 if there is none.
int take_number(std::string_view& text, std::size_t max_digits) {
  int value = -1;
  const std::string_view head = text.substr(0, max_digits);
  if (head.empty() || head.front() < '0' || head.front() > '9') return -1;
  const auto [end, error] = std::from_chars(head.data(), head.data() + head.size(), value);
  if (error != std::errc{}) return -1;
  text.remove_prefix(static_cast<std::size_t>(end - head.data()));
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<ReplyLine> read_reply_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  ReplyLine read;
  read.code = take_number(line, 3);
  if (read.code < 100 || (!line.empty() && line.front() != ' ' && line.front() != '-')) return std::nullopt;
  read.more = take(line, '-');
  if (!read.more) take(line, ' ');
  read.words = line;
  return read;
}

EnhancedCode enhanced_code(std::string_view words) {
  EnhancedCode code;
  code.status = take_number(words, 1);
  if ((code.status != 2 && code.status != 4 && code.status != 5) || !take(words, '.')) return {};
  code.subject = take_number(words, 3);
  if (code.subject < 0 || !take(words, '.')) return {};
  code.detail = take_number(words, 3);
  if (code.detail < 0 || (!words.empty() && words.front() != ' ')) return {};
  return code;
}

std::string queue_id(std::string_view words) {
  for (const std::string_view before : {"queued as ", "id="}) {
    const std::size_t at = words.find(before);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = words.substr(at + before.size());
    std::string_view id = rest.substr(0, rest.find_first_of(" ,;)"));
    if (id.size() <= 64) return std::string(id);
  }
  return {};
}

}  // namespace triand::channels::email

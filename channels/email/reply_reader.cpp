#include "channels/email/reply_reader.hpp"

#include <utility>

namespace triand::channels::email {

void ReplyReader::add(std::string_view bytes) { rest_ += bytes; }

std::optional<Reply> ReplyReader::next() {
  std::size_t taken = 0;
  std::optional<Reply> whole;
  while (!whole) {
    const std::size_t end = rest_.find('\n', taken);
    if (end == std::string::npos) break;
    const auto line = read_reply_line(std::string_view(rest_).substr(taken, end - taken));
    bytes_ += end + 1 - taken;
    taken = end + 1;
    if (!line) continue;
    open_.code = line->code;
    if (!open_.words.empty() && !line->words.empty()) open_.words += ' ';
    open_.words += line->words;
    if (line->more) continue;
    whole = std::exchange(open_, {});
    bytes_ = 0;
  }
  rest_.erase(0, taken);
  return whole;
}

}  // namespace triand::channels::email

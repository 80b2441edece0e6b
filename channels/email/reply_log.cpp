#include "channels/email/reply_log.hpp"

#include <algorithm>
#include <charconv>

namespace triand::channels::email {
namespace {

constexpr std::size_t kMostReplies = 100;

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

void ReplyLog::add(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  const int code = take_number(line, 3);
  if (code < 100) return;
  const bool more = take(line, '-');
  if (!more) take(line, ' ');
  const bool continues = open_ && replies_.back().code == code;
  open_ = more;
  if (!continues) {
    // Codes without words take room as well: of too many the last of each is enough.
    const auto same = std::find_if(replies_.begin(), replies_.end(),
                                   [code](const Reply& reply) { return reply.code == code; });
    if (replies_.size() >= kMostReplies && same != replies_.end()) replies_.erase(same);
    replies_.push_back({.code = code, .words = {}});
  }
  const std::string_view kept = line.substr(0, kMaxBytes - bytes_);
  bytes_ += kept.size();
  std::string& words = replies_.back().words;
  if (!words.empty() && !kept.empty()) words += ' ';
  words += kept;
}

bool ReplyLog::saw(int code) const {
  return std::any_of(replies_.begin(), replies_.end(),
                     [code](const Reply& reply) { return reply.code == code; });
}

std::string_view ReplyLog::last_with(long code) const {
  const auto found = std::find_if(replies_.rbegin(), replies_.rend(),
                                  [code](const Reply& reply) { return reply.code == code; });
  return found == replies_.rend() ? std::string_view{} : found->words;
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

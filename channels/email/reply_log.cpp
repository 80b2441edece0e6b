#include "channels/email/reply_log.hpp"

#include <algorithm>

namespace triand::channels::email {
namespace {

constexpr std::size_t kMostReplies = 100;

}  // namespace

void ReplyLog::add(std::string_view line) {
  const auto read = read_reply_line(line);
  if (!read) return;
  const int code = read->code;
  const bool continues = open_ && replies_.back().code == code;
  open_ = read->more;
  if (!continues) {
    // Codes without words take room as well: of too many the last of each is enough.
    const auto same = std::find_if(replies_.begin(), replies_.end(),
                                   [code](const Reply& reply) { return reply.code == code; });
    if (replies_.size() >= kMostReplies && same != replies_.end()) replies_.erase(same);
    replies_.push_back({.code = code, .words = {}});
  }
  const std::string_view kept = read->words.substr(0, kMaxBytes - bytes_);
  bytes_ += kept.size();
  std::string& words = replies_.back().words;
  if (!words.empty() && !kept.empty()) words += ' ';
  words += kept;
}

std::string_view ReplyLog::last_with(long code) const {
  const auto found = std::find_if(replies_.rbegin(), replies_.rend(),
                                  [code](const Reply& reply) { return reply.code == code; });
  return found == replies_.rend() ? std::string_view{} : found->words;
}

}  // namespace triand::channels::email

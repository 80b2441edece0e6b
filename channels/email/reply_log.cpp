#include "channels/email/reply_log.hpp"

namespace triand::channels::email {

void ReplyLog::add(std::string_view line) {
  const auto read = read_reply_line(line);
  if (!read) return;
  std::string& words = replies_[read->code];
  if (open_ != read->code) words.clear();
  open_ = read->more ? read->code : 0;
  if (words.size() >= kMaxBytes) return;
  if (!words.empty() && !read->words.empty()) words += ' ';
  words += read->words.substr(0, kMaxBytes - words.size());
}

std::string_view ReplyLog::last_with(long code) const {
  const auto found = replies_.find(static_cast<int>(code));
  return found == replies_.end() ? std::string_view{} : found->second;
}

}  // namespace triand::channels::email

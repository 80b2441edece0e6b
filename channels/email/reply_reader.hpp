#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "channels/email/reply.hpp"

namespace triand::channels::email {

// Makes whole replies of what a server sends, however the bytes are cut. A line that does not begin with a code is
// passed over.
class ReplyReader {
 public:
  // RFC 5321 allows a reply line 512 bytes.
  static constexpr std::size_t kMaxBytes = 64 * 1024;

  void add(std::string_view bytes);

  // The oldest whole reply, once.
  [[nodiscard]] std::optional<Reply> next();

  // Nothing is left of what has come.
  [[nodiscard]] bool empty() const { return rest_.empty() && bytes_ == 0; }
  // More than kMaxBytes have come and no end of a reply among them: this is no mail server.
  [[nodiscard]] bool too_long() const { return bytes_ + rest_.size() > kMaxBytes; }

 private:
  std::string rest_;       // not a whole line yet, or not looked at
  Reply open_;             // the lines before the final one
  std::size_t bytes_ = 0;  // of the lines that were taken since the last whole reply
};

}  // namespace triand::channels::email

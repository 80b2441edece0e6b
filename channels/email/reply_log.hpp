#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "channels/email/reply.hpp"

namespace triand::channels::email {

// Collects a server's reply lines while libcurl opens a connection. All are kept, because the last one need not be the
// reason. Bounded: a chatty server costs kMaxBytes at most, and of what comes
// behind that the codes are kept alone.
class ReplyLog {
 public:
  static constexpr std::size_t kMaxBytes = 16 * 1024;

  // One line as it came, with or without its line end.
  void add(std::string_view line);

  // The words of the last reply with that code; empty if there is none.
  [[nodiscard]] std::string_view last_with(long code) const;

 private:
  std::vector<Reply> replies_;
  std::size_t bytes_ = 0;
  bool open_ = false;  // the last reply's final line has not come yet
};

}  // namespace triand::channels::email

#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "channels/email/reply.hpp"

namespace triand::channels::email {

// What a server replied while libcurl opened a connection: the last reply with each code, because the last of all need
// not be the reason. Bounded, however much a server says.
class ReplyLog {
 public:
  // Of one reply's words.
  static constexpr std::size_t kMaxBytes = 1024;

  // One line as it came, with or without its line end.
  void add(std::string_view line);

  // The words of the last reply with that code; empty if there is none.
  [[nodiscard]] std::string_view last_with(long code) const;

 private:
  std::map<int, std::string> replies_;
  int open_ = 0;  // the code of a reply whose final line has not come yet; 0: none
};

}  // namespace triand::channels::email

#include "channels/email/greeting.hpp"

#include "channels/email/ascii.hpp"

namespace triand::channels::email {

void Greeting::add(const ReplyLine& line) {
  // The first 220 is the server's greeting, the second its word to STARTTLS (RFC 3207): what is said behind that is
  // encrypted, or libcurl goes no further, and what was said before it is forgotten.
  if (line.code == 220 && !line.more) {
    if (greeted_) {
      encrypted_ = true;
      authenticated_ = pipelining_ = size_ = false;
    }
    greeted_ = true;
  }
  // RFC 4954. Only libcurl asked for it.
  if (line.code == 235) authenticated_ = true;
  if (line.code != 250) return;
  const std::string keyword = lower_case(line.words.substr(0, line.words.find(' ')));
  if (keyword == "pipelining") pipelining_ = true;
  if (keyword == "size") size_ = true;
}

}  // namespace triand::channels::email

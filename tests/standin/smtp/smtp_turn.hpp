#pragma once

#include <chrono>
#include <string>

namespace triand::standin {

// What the server does after one line of an SMTP client.
struct SmtpTurn {
  enum class Then { go_on, close, reset, silence };  // silence: never a word again, the connection stays open
  std::string reply;                                 // with line ends; may be empty
  std::chrono::milliseconds delay{0};                // before the reply
  Then then = Then::go_on;
};

}  // namespace triand::standin

#pragma once

#include <chrono>
#include <string>

namespace triand::standin {

// How the imitated SMPP server is set up.
struct SmscSettings {
  std::string system_id;          // the only one taken; empty: every one
  std::string password;           // the only one taken; empty: every one
  unsigned window = 0;            // submit_sm that a session may have unanswered, more are throttled; 0: any
  unsigned rate = 0;              // submit_sm a second, more are throttled; 0: any
  unsigned sessions = 0;          // that may be bound at once, more get 0x05; 0: any
  std::string ids = "decimal";    // decimal | hex_answer (receipts in decimal) | hex_receipt | padded
  std::string receipts = "both";  // both | parameters | text | loose
  bool unknown_first = false;     // each receipt follows one that says UNKNOWN
  std::chrono::milliseconds enquire{0};  // how often the server asks whether the client is there; 0: never
  unsigned unbind_after = 0;  // says good-bye on the session of each so-manieth submit_sm; 0: never
  std::chrono::milliseconds receipt_delay{50};
  std::chrono::milliseconds repeat{1000};  // before a receipt that was not acknowledged is told again
};

}  // namespace triand::standin

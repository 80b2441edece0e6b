#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace triand::channels {

// What a customer said about a message: a rating with words of their own, or a button that was pressed.
struct Feedback {
  enum class Kind { rating, answer };
  Kind kind = Kind::rating;
  std::string reference;    // of the message
  std::string provider_id;  // of the message, may be empty
  int rate = 0;             // 1 to 5; 0: none
  std::string note;         // the customer's words, or the button's; untrusted, at most kMaxNote bytes
  std::vector<std::string> answers;  // what was ticked
  std::chrono::system_clock::time_point said_at;

  static constexpr std::size_t kMaxNote = 2000;
};

}  // namespace triand::channels

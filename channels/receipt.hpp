#pragma once

#include <string>

namespace triand::channels {

// A gateway's later word about one message. Either the reference or the provider's id names it.
struct Receipt {
  enum class Word { delivered, failed, pending };
  Word word = Word::pending;  // pending: kept in the history, moves nothing
  std::string reference;
  std::string provider_id;
  // failed: one word of the list. pending: empty, or `opted_out` when whoever got the message wants no more of them.
  std::string reason;
  std::string code;    // the gateway's own
  std::string detail;  // bounded by bounded_detail()
  // The gateway repeats what it believes lost, word for word: the same word of the same message is kept once.
  bool repeats = false;
};

}  // namespace triand::channels

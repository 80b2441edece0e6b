#pragma once

#include <string>

namespace triand::channels {

// A gateway's later word about one message. Either the reference or the provider's id names it.
struct Receipt {
  // pending: kept in the history, moves nothing. accepted: the gateway has the message after all, which settles a doubt.
  // The numbers stand in the database: never renumber.
  enum class Word { delivered, failed, pending, accepted };
  Word word = Word::pending;
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

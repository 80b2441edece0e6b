#pragma once

#include "channels/email/exchange.hpp"
#include "channels/outcome.hpp"

namespace triand::channels::email {

struct Judgement {
  Outcome outcome;
  // Certainly not sent, and a fresh connection may do at once: the server closed this one.
  bool try_again_at_once = false;
};

// Turns the end of a conversation into an outcome. Pure. The rule behind the table: before 354 nothing of the message
// has left; behind it, until the last byte was written, the final dot has not; after that only a reply with a 250, 4xx
// or 5xx is an answer, and everything else is in doubt. Measured with libcurl 7.88.1.
[[nodiscard]] Judgement judge(const Exchange& exchange);

}  // namespace triand::channels::email

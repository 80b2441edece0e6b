#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "channels/smpp/pdu.hpp"

namespace triand::channels::smpp {

// What happened in a session, for whoever drives it.

struct Bound {};

struct BindRefused {
  std::uint32_t status = 0;
};

// The server's answer to a submit_sm.
struct Answered {
  std::uint64_t token = 0;  // of submit()
  std::uint32_t status = 0;
  std::string message_id;
};

// There is no answer to a submit_sm.
struct Unanswered {
  enum class Why {
    unwritten,  // the link went before it was given to the network: nothing has left
    link_lost,
    timeout,  // an answer may still come: LateAnswer
  };
  std::uint64_t token = 0;
  Why why = Why::link_lost;
};

// The answer to a submit_sm that was given up.
struct LateAnswer {
  std::uint64_t token = 0;
  std::uint32_t status = 0;
  std::string message_id;
};

// A deliver_sm, to be acknowledged with its sequence number once it is stored.
struct Delivered {
  std::uint32_t sequence = 0;
  ShortMessage message;
};

using SessionEvent = std::variant<Bound, BindRefused, Answered, Unanswered, LateAnswer, Delivered>;

}  // namespace triand::channels::smpp

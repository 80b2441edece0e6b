#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "tests/standin/http/reply.hpp"
#include "tests/standin/message.hpp"
#include "tests/standin/receipt.hpp"

namespace triand::standin {

// A receipt that is due some time after the request.
struct PlannedReceipt {
  Message message;
  ReceiptKind kind = ReceiptKind::delivered;
  std::chrono::milliseconds delay{0};
  std::optional<Receipt> ready = {};  // it is made already, and about no message
};

// What the connection does with one request, once everything is decided and recorded.
struct Plan {
  enum class Manner {
    answer,
    half,   // half of the body, then a reset
    hang,   // nothing, until the client goes
    reset,  // a reset at once
  };
  Manner manner = Manner::answer;
  Reply reply;
  std::chrono::milliseconds delay{0};  // before the answer
  std::vector<PlannedReceipt> early;   // told, and answered by the receiver, before the answer
  std::vector<PlannedReceipt> later;
};

}  // namespace triand::standin

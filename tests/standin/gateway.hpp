#pragma once

#include <optional>
#include <vector>

#include "tests/standin/clock.hpp"
#include "tests/standin/http/reply.hpp"
#include "tests/standin/http/request.hpp"
#include "tests/standin/message.hpp"
#include "tests/standin/receipt.hpp"
#include "tests/standin/rules/action.hpp"
#include "tests/standin/subject.hpp"

namespace triand::standin {

// What a gateway answers to one request and what it took.
struct Answer {
  Reply reply;
  std::vector<Message> accepted;
  std::vector<Message> recognised;  // repeats it knew and will not deliver again
};

// The rules' word on each subject of a request, in the order of subjects().
using Actions = std::vector<std::optional<Action>>;

// The imitation of one gateway's HTTP interface. It decides and remembers; it does no I/O and asks no clock.
// Not thread-safe.
class Gateway {
 public:
  virtual ~Gateway() = default;

  // What rules may look at: one for each message in the request; at least one, empty if the request makes no sense.
  [[nodiscard]] virtual std::vector<Subject> subjects(const Request& request) const = 0;

  // Answers and remembers. Obeys `error`, `omit_result` and `unknown_result` of the actions, nothing else of them.
  [[nodiscard]] virtual Answer answer(const Request& request, const Actions& actions, TimePoint now) = 0;

  // How this gateway would report about a message it accepted; nothing if it does not report that.
  [[nodiscard]] virtual std::optional<Receipt> receipt(const Message& message, ReceiptKind kind,
                                                       TimePoint now) = 0;

  // Forgets every message, as if all were long ago.
  virtual void forget() = 0;
};

}  // namespace triand::standin

#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "channels/outcome.hpp"

namespace triand::channels {

// Messages that wait for a token while one request asks for it for all of them. Network thread.
class TokenQueue {
 public:
  // Null: there is a token. Else why there is none; nothing of the message has left.
  using Ready = std::function<void(const Outcome* trouble)>;

  void join(Ready ready) { waiting_.push_back(std::move(ready)); }
  // Whether a request is under way; of several that want to begin one, the first may.
  [[nodiscard]] bool asking() const { return asking_; }
  [[nodiscard]] bool begin() { return !std::exchange(asking_, true); }
  // The request is over: everybody who waits is told. Who is told may join again.
  void end(const Outcome* trouble) {
    asking_ = false;
    tell(trouble);
  }
  // Tells those who wait without an end of the request.
  void tell(const Outcome* trouble) {
    for (const Ready& ready : std::exchange(waiting_, {})) ready(trouble);
  }

 private:
  std::vector<Ready> waiting_;
  bool asking_ = false;
};

}  // namespace triand::channels

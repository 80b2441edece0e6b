#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace triand::channels::smpp {

// How many submit_sm of one session may be without their answers. The network's throttling halves it, once for whatever is
// refused within a second, and leaves it at that for the second; then each window of messages that are taken gives one back.
// At least one stays: what is refused is how a session learns that it may go on. (SMPP names no size and no way to slow
// down; halving for a second or more is what servers that count messages a second expect.)
class SendWindow {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // `limit` is at least 1.
  explicit SendWindow(std::size_t limit) : limit_(limit), size_(limit) {}

  [[nodiscard]] std::size_t size() const { return size_; }
  void throttled(Time now);
  void taken(Time now);

 private:
  std::size_t limit_;
  std::size_t size_;
  std::size_t taken_ = 0;  // since the window last grew or shrank
  std::optional<Time> held_until_;
};

}  // namespace triand::channels::smpp

#pragma once

#include <chrono>

namespace triand::channels::smpp {

// How long to wait before a session is tried again: from `first` on twice as long each time, up to `longest`, each wait
// shortened at random by up to a half so that many sessions do not come back together. A refused account waits `longest`
// ten times over: hammering a carrier's log-in earns a lock. Pure.
class Backoff {
 public:
  Backoff(std::chrono::milliseconds first, std::chrono::milliseconds longest)
      : first_(first), longest_(longest) {}

  // `random` in [0, 1).
  [[nodiscard]] std::chrono::milliseconds next(double random);
  [[nodiscard]] std::chrono::milliseconds after_refusal() const { return longest_ * 10; }
  void succeeded() { failures_ = 0; }

 private:
  std::chrono::milliseconds first_;
  std::chrono::milliseconds longest_;
  int failures_ = 0;
};

}  // namespace triand::channels::smpp

#pragma once

#include <atomic>
#include <chrono>

namespace triand::channels::email {

// When sessions have to give up. Written by the network thread, read by every session.
class StopSign {
 public:
  // From now on whatever has not seen 354 gives up at once, the others at `deadline`.
  void raise(std::chrono::steady_clock::time_point deadline);
  [[nodiscard]] bool raised() const;
  [[nodiscard]] bool give_up(bool saw_354) const;

 private:
  std::atomic<std::chrono::steady_clock::rep> deadline_{0};  // 0: not raised
};

}  // namespace triand::channels::email

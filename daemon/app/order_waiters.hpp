#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace triand::app {

// Those who wait until everybody goes by what the store says now. Safe from any thread.
class OrderWaiters {
 public:
  using Ticket = std::uint64_t;

  // For orders that are read after this.
  [[nodiscard]] Ticket join();
  // False when they were not given in time. At once when nobody gives any more.
  [[nodiscard]] bool wait(Ticket ticket, std::chrono::milliseconds longest);

  // All who have joined so far: asked before the orders are read, told to given() once they are given.
  [[nodiscard]] Ticket joined() const;
  void given(Ticket until);
  // Whether any of them waits.
  [[nodiscard]] bool any(Ticket until) const;
  // Nobody is to wait any more.
  void close();

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Ticket joined_ = 0;
  Ticket given_ = 0;
  bool closed_ = false;
};

}  // namespace triand::app

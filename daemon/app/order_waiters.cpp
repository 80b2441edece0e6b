#include "daemon/app/order_waiters.hpp"

#include <algorithm>

namespace triand::app {

OrderWaiters::Ticket OrderWaiters::join() {
  const std::lock_guard lock(mutex_);
  return ++joined_;
}

bool OrderWaiters::wait(Ticket ticket, std::chrono::milliseconds longest) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, longest, [&] { return closed_ || given_ >= ticket; });
}

OrderWaiters::Ticket OrderWaiters::joined() const {
  const std::lock_guard lock(mutex_);
  return joined_;
}

void OrderWaiters::given(Ticket until) {
  {
    const std::lock_guard lock(mutex_);
    given_ = std::max(given_, until);
  }
  changed_.notify_all();
}

bool OrderWaiters::any(Ticket until) const {
  const std::lock_guard lock(mutex_);
  return given_ < until;
}

void OrderWaiters::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
}

}  // namespace triand::app

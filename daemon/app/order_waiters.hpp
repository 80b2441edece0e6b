#pragma once

#include <future>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace triand::app {

// Those who wait until everybody goes by what the store says now. Safe from any thread.
class OrderWaiters {
 public:
  using Waiting = std::vector<std::shared_ptr<std::promise<void>>>;

  // Ends when orders that are read after this were given.
  [[nodiscard]] std::future<void> join() {
    auto one = std::make_shared<std::promise<void>>();
    const std::lock_guard lock(mutex_);
    waiting_.push_back(one);
    return one->get_future();
  }
  // Whoever reads the orders takes along those who wait, before it reads, and calls given() or failed() with them.
  [[nodiscard]] Waiting take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(waiting_, {});
  }
  static void given(const Waiting& waiting) {
    for (const auto& one : waiting) one->set_value();
  }
  // They wait for the next time.
  void failed(const Waiting& waiting) {
    const std::lock_guard lock(mutex_);
    waiting_.insert(waiting_.end(), waiting.begin(), waiting.end());
  }

 private:
  std::mutex mutex_;
  Waiting waiting_;
};

}  // namespace triand::app

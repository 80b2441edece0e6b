#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

#include "channels/email/job.hpp"

namespace triand::channels::email {

// What waits between the network thread and the sessions' threads. Safe from any thread.
class JobQueue {
 public:
  // False, and the job stays with the caller, when the queue is closed.
  bool push(Job& job);
  // The oldest job; waits for one. Nothing when the queue is closed and empty.
  std::optional<Job> pop();
  // Takes no more and gives back what nobody has popped.
  std::vector<Job> close();

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::deque<Job> jobs_;
  bool closed_ = false;
};

}  // namespace triand::channels::email

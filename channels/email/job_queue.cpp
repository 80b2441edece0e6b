#include "channels/email/job_queue.hpp"

#include <iterator>
#include <utility>

namespace triand::channels::email {

bool JobQueue::push(Job& job) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    jobs_.push_back(std::move(job));
  }
  filled_.notify_one();
  return true;
}

std::optional<Job> JobQueue::pop() {
  std::unique_lock lock(mutex_);
  filled_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
  if (jobs_.empty()) return std::nullopt;
  Job job = std::move(jobs_.front());
  jobs_.pop_front();
  return job;
}

std::vector<Job> JobQueue::close() {
  std::vector<Job> left;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    left.assign(std::make_move_iterator(jobs_.begin()), std::make_move_iterator(jobs_.end()));
    jobs_.clear();
  }
  filled_.notify_all();
  return left;
}

}  // namespace triand::channels::email

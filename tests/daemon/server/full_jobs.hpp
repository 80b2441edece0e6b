#pragma once

#include <future>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/jobs.hpp"

namespace triand::tests {

// Takes all the places that jobs have: the one thread is busy, and so many wait behind it as may. Goes before the jobs.
class FullJobs {
 public:
  explicit FullJobs(server::Jobs& jobs) {
    const auto first = jobs.start("plan", [this, gate = gate_](server::Progress&) -> server::JobResult {
      entered_.set_value();
      gate.wait();
      return boost::json::object();
    });
    if (first) entered_.get_future().wait();
    const auto wait = [gate = gate_](server::Progress&) -> server::JobResult {
      gate.wait();
      return boost::json::object();
    };
    while (jobs.start("plan", wait, "", "an-" + std::to_string(waiting / 10))) ++waiting;
  }
  FullJobs(const FullJobs&) = delete;
  FullJobs& operator=(const FullJobs&) = delete;
  ~FullJobs() { open(); }

  // Lets them all go on.
  void open() {
    if (!opened_) open_.set_value();
    opened_ = true;
  }

  std::size_t waiting = 0;

 private:
  std::promise<void> entered_;
  std::promise<void> open_;
  std::shared_future<void> gate_ = open_.get_future().share();
  bool opened_ = false;
};

}  // namespace triand::tests

#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace triand::server {

// How far a job is. The job tells, anybody asks; any thread.
class Progress {
 public:
  struct State {
    std::int64_t done = 0;
    std::int64_t total = 0;  // 0: not known
    std::string unit;        // "rows", "bytes", "recipients"
    std::int64_t rows = 0;   // where the unit is bytes: how many rows they were
  };

  void set_total(std::int64_t total, std::string unit);
  void set_done(std::int64_t done) { done_ = done; }
  void set_done(std::int64_t done, std::int64_t rows) {
    done_ = done;
    rows_ = rows;
  }
  [[nodiscard]] State state() const;

  // Whether the service stops: the job should end soon, with an error that says so.
  [[nodiscard]] bool stopping() const { return stopping_; }
  void stop() { stopping_ = true; }

 private:
  std::atomic<std::int64_t> done_{0};
  std::atomic<std::int64_t> rows_{0};
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::int64_t total_ = 0;
  std::string unit_;
};

}  // namespace triand::server

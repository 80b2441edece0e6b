#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/api_error.hpp"
#include "daemon/server/log.hpp"
#include "daemon/server/progress.hpp"

namespace triand::server {

using JobResult = std::variant<boost::json::object, ApiError>;

// Long work (an import, a plan) on threads of its own, in the order it was asked for. Its outcome can be asked
// for until kKept later jobs have ended. Any thread.
class Jobs {
 public:
  using Work = std::function<JobResult(Progress& progress)>;

  static constexpr std::size_t kKept = 200;
  // So many may wait for a thread or their turn, in all and of each owner: each may keep a file on the disk, and nobody
  // is served by work that begins hours later.
  static constexpr std::size_t kMostWaiting = 100;
  static constexpr std::size_t kMostWaitingEach = 20;

  Jobs(std::size_t threads, Log log);
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;
  ~Jobs();  // stop()

  // Returns the job's id, new in every run of the service; nullopt: too many wait already, and `work` has gone. What the
  // work throws ends the job as failed. After
  // stop() the job fails at once. Of jobs with the same turn one runs at a time, in the order they were asked for;
  // one that waits for its turn keeps no thread from the others. An empty turn: none is waited for. `owner`: see
  // belongs_to().
  [[nodiscard]] std::optional<std::string> start(std::string kind, Work work, std::string turn = {},
                                                 std::string owner = {});

  // The triand.job/v1 document; nullopt for an id that is not known (any more).
  [[nodiscard]] std::optional<boost::json::object> document(const std::string& id) const;

  // Whether the job is known and was started for that owner. One that was started without belongs to nobody.
  [[nodiscard]] bool belongs_to(const std::string& id, const std::string& owner) const;

  // Tells all work to stop, waits until it has, and fails what had not begun. Idempotent.
  void stop();

 private:
  struct Job;

  void run_all();
  [[nodiscard]] bool has_place(const std::string& owner) const;  // with the lock held
  // The first that need not wait for its turn; null: none. With the lock held.
  [[nodiscard]] std::shared_ptr<Job> take_next();
  [[nodiscard]] JobResult run(Job& job);
  void finish(const std::shared_ptr<Job>& job, JobResult result);  // with the lock held

  const Log log_;
  const std::string run_;  // begins every id
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::shared_ptr<Job>> jobs_;
  std::deque<std::shared_ptr<Job>> waiting_;
  std::set<std::string> taken_turns_;
  std::deque<std::string> ended_;
  std::size_t count_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace triand::server

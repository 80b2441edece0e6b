#include "daemon/server/jobs.hpp"

#include <algorithm>
#include <exception>
#include <random>
#include <utility>

#include "daemon/server/guarded.hpp"

namespace triand::server {
namespace {

std::string random_run() {
  static constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz";
  std::random_device random;
  std::uniform_int_distribution<std::size_t> any(0, kLetters.size() - 1);
  std::string run;
  for (int count = 0; count < 6; ++count) run += kLetters[any(random)];
  return run;
}

ApiError stopped() {
  return {7, "stopping", "the service stopped before this was done",
          "start it again when the service is back"};
}

}  // namespace

struct Jobs::Job {
  std::string id;
  std::string kind;
  std::string turn;
  std::string owner;
  Work work;
  Progress progress;
  std::optional<JobResult> result;
};

Jobs::Jobs(std::size_t threads, Log log) : log_(std::move(log)), run_(random_run()) {
  for (std::size_t count = 0; count < threads; ++count) threads_.emplace_back([this] { run_all(); });
}

Jobs::~Jobs() { stop(); }

bool Jobs::has_place(const std::string& owner) const {
  if (waiting_.size() >= kMostWaiting) return false;
  if (owner.empty()) return true;
  const auto of_owner = [&](const auto& job) { return job->owner == owner; };
  return static_cast<std::size_t>(std::count_if(waiting_.begin(), waiting_.end(), of_owner)) <
         kMostWaitingEach;
}

std::optional<std::string> Jobs::start(std::string kind, Work work, std::string turn, std::string owner) {
  const auto job = std::make_shared<Job>();
  job->kind = std::move(kind);
  job->turn = std::move(turn);
  job->owner = std::move(owner);
  job->work = std::move(work);
  const std::lock_guard lock(mutex_);
  if (!stopping_ && !has_place(job->owner)) return std::nullopt;
  job->id = run_ + "-" + std::to_string(++count_);
  jobs_[job->id] = job;
  if (stopping_) {
    finish(job, stopped());
  } else {
    waiting_.push_back(job);
    changed_.notify_one();
  }
  return job->id;
}

void Jobs::run_all() {
  std::unique_lock lock(mutex_);
  for (;;) {
    std::shared_ptr<Job> job;
    changed_.wait(lock, [this, &job] { return stopping_ || (job = take_next()) != nullptr; });
    if (job == nullptr) return;
    lock.unlock();
    JobResult result = run(*job);
    // What the work holds (files, readers) goes now, not when the job is forgotten.
    job->work = nullptr;
    lock.lock();
    if (!job->turn.empty()) taken_turns_.erase(job->turn);
    finish(job, std::move(result));
    changed_.notify_one();
  }
}

std::shared_ptr<Jobs::Job> Jobs::take_next() {
  const auto found = std::find_if(waiting_.begin(), waiting_.end(), [this](const auto& job) {
    return job->turn.empty() || !taken_turns_.contains(job->turn);
  });
  if (found == waiting_.end()) return nullptr;
  std::shared_ptr<Job> job = *found;
  waiting_.erase(found);
  if (!job->turn.empty()) taken_turns_.insert(job->turn);
  return job;
}

JobResult Jobs::run(Job& job) {
  try {
    return job.work(job.progress);
  } catch (const std::exception& trouble) {
    return internal_error(trouble.what(), "job " + job.kind, log_);
  }
}

void Jobs::finish(const std::shared_ptr<Job>& job, JobResult result) {
  job->result = std::move(result);
  ended_.push_back(job->id);
  if (ended_.size() <= kKept) return;
  jobs_.erase(ended_.front());
  ended_.pop_front();
}

std::optional<boost::json::object> Jobs::document(const std::string& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  if (found == jobs_.end()) return std::nullopt;
  const Job& job = *found->second;
  const auto* failure = job.result ? std::get_if<ApiError>(&*job.result) : nullptr;
  const auto* success = job.result ? std::get_if<boost::json::object>(&*job.result) : nullptr;
  const Progress::State state = job.progress.state();
  boost::json::object progress;
  progress["done"] = state.done;
  progress["total"] = state.total;
  progress["unit"] = state.unit;
  if (state.rows > 0) progress["rows"] = state.rows;
  boost::json::object document;
  document["schema"] = "triand.job/v1";
  document["job"] = id;
  document["kind"] = job.kind;
  document["state"] = failure != nullptr ? "failed" : success != nullptr ? "done" : "running";
  document["progress"] = std::move(progress);
  document["result"] = success != nullptr ? boost::json::value(*success) : boost::json::value(nullptr);
  document["error"] =
      failure != nullptr ? boost::json::value(failure->to_json()) : boost::json::value(nullptr);
  return document;
}

bool Jobs::belongs_to(const std::string& id, const std::string& owner) const {
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(id);
  return found != jobs_.end() && !owner.empty() && found->second->owner == owner;
}

void Jobs::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const auto& [id, job] : jobs_) job->progress.stop();
    for (const auto& job : waiting_) finish(job, stopped());
    waiting_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace triand::server

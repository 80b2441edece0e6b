#include "daemon/store/writer.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

#include <pthread.h>
#include <sqlite3.h>

#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

using namespace std::chrono_literals;

// As many jobs share one transaction: more would only make the first of them wait.
constexpr std::size_t kLargestBatch = 2000;
// Between tries while the database cannot be written; each is twice as long as the last.
constexpr std::chrono::milliseconds kFirstRetryPause = 10ms;
constexpr std::chrono::milliseconds kLongestRetryPause = 500ms;
constexpr auto kLongestEmptying = 5s;

// The errors that say "the disk or another program", as opposed to a mistake of ours in one job.
bool is_disk_trouble(int code) {
  switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
      return true;
    default:
      return false;
  }
}

// Asks for more than a claim and its outcomes need, so that sending does not begin again on the last free page, and
// leaves the room to them.
void ask_for_room(WriteSession& session) {
  session.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('probe', hex(randomblob(131072)))")
      .exec();
}
void return_room(WriteSession& session) { session.prepare("DELETE FROM meta WHERE key = 'probe'").exec(); }

std::string words_of(const SQLite::Exception& error) {
  std::string words = error.what();
  switch (error.getErrorCode() & 0xFF) {
    case SQLITE_IOERR:
      return words + " (" + std::to_string(error.getExtendedErrorCode()) + ")";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return words + "; stop the service and restore the newest backup";
    default:
      return words;
  }
}

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Writer::Writer(std::unique_ptr<SQLite::Database> database,
               std::function<void(bool, std::string)> recording_changed,
               std::function<void(std::string)> reopen,
               std::function<void(std::chrono::microseconds)> committed)
    : database_(std::move(database)),
      session_(*database_),
      checkpointer_(*database_),
      recording_changed_(std::move(recording_changed)),
      reopen_(std::move(reopen)),
      committed_(std::move(committed)),
      retry_pause_(kFirstRetryPause),
      thread_([this] { loop(); }) {}

// A statement may take long (an index over ten million rows) and is alive for as long as it comes on.
void Writer::tell_of_long_statements() {
  constexpr int kOperations = 1'000'000;  // some tens of milliseconds
  sqlite3_progress_handler(
      database_->getHandle(), kOperations,
      [](void* writer) {
        static_cast<Writer*>(writer)->alive_at_.store(steady_ms(), std::memory_order_relaxed);
        return 0;
      },
      this);
}

Writer::~Writer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Writer::post(Work work, Done done) {
  std::vector<Job> jobs;
  jobs.push_back({.work = std::move(work), .done = std::move(done)});
  enqueue(std::move(jobs));
}

void Writer::must(Work work, Done done) {
  std::vector<Job> jobs;
  jobs.push_back({.work = std::move(work), .done = std::move(done), .must = true});
  enqueue(std::move(jobs));
}

void Writer::enqueue(std::vector<Job> jobs) {
  {
    std::lock_guard lock(mutex_);
    std::move(jobs.begin(), jobs.end(), std::back_inserter(queue_));
  }
  wake_.notify_one();
}

void Writer::loop() {
  ::pthread_setname_np(::pthread_self(), "writer");  // for `top -H`
  tell_of_long_statements();
  for (;;) {
    std::deque<Job> batch;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_for(lock, recording() ? 1s : retry_pause_,
                     [this] { return stopping_ || !queue_.empty() || !emptiers_.empty(); });
      alive_at_.store(steady_ms(), std::memory_order_relaxed);
      if (queue_.empty() && stopping_) {
        for (auto& waiting : emptiers_) waiting.set_value(false);
        emptiers_.clear();
        return;
      }
      if (queue_.size() <= kLargestBatch) {
        batch.swap(queue_);
      } else {
        const auto end = queue_.begin() + kLargestBatch;
        batch.assign(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
        queue_.erase(queue_.begin(), end);
      }
    }
    if (!batch.empty())
      run_batch(batch);
    else if (!recording())
      find_out();
    keep_log();
  }
}

void Writer::run_batch(std::deque<Job>& batch) {
  for (;;) {
    std::string trouble;
    if (try_transaction(batch, trouble)) {
      // That these jobs went through says little: they may have needed no room.
      if (!recording()) find_out();
      for (Job& job : batch) job.done(job.error);
      return;
    }
    set_recording(false, trouble);
    const auto refused = std::make_exception_ptr(CannotRecord("the database cannot be written: " + trouble));
    for (Job& job : batch)
      if (!job.must) job.done(refused);
    std::erase_if(batch, [](const Job& job) { return !job.must; });
    if (batch.empty()) return;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, retry_pause_, [this] { return stopping_; });
    retry_pause_ = std::min(retry_pause_ * 2, kLongestRetryPause);
    alive_at_.store(steady_ms(), std::memory_order_relaxed);
    if (stopping_) {
      lock.unlock();
      const bool recorded = try_transaction(batch, trouble);
      for (Job& job : batch) job.done(recorded ? job.error : refused);
      return;
    }
    // New work that came meanwhile is refused on its own turn; new facts join what has to be recorded.
    std::deque<Job> fresh;
    fresh.swap(queue_);
    lock.unlock();
    for (Job& job : fresh) {
      if (job.must) {
        batch.push_back(std::move(job));
      } else {
        job.done(refused);
      }
    }
  }
}

void Writer::find_out() {
  const auto run = [this](void (*work)(WriteSession&), std::string& trouble) {
    std::deque<Job> jobs;
    jobs.push_back({.work = work, .done = nullptr});
    return try_transaction(jobs, trouble) && !jobs.front().error;
  };
  std::string trouble;
  if (run(ask_for_room, trouble) && run(return_room, trouble)) {
    set_recording(true, {});
  } else {
    retry_pause_ = std::min(retry_pause_ * 2, kLongestRetryPause);
  }
}

bool Writer::empty_log() {
  std::future<bool> emptied;
  {
    std::lock_guard lock(mutex_);
    if (stopping_ || !recording()) return false;
    emptied = emptiers_.emplace_back().get_future();
  }
  wake_.notify_one();
  // The disk may begin to refuse just now, and then nobody knows for how long.
  return emptied.wait_for(kLongestEmptying) == std::future_status::ready && emptied.get();
}

void Writer::keep_log() {
  std::string trouble = checkpointer_.keep(std::chrono::steady_clock::now());
  std::vector<std::promise<bool>> emptiers;
  {
    std::lock_guard lock(mutex_);
    emptiers.swap(emptiers_);
  }
  if (!emptiers.empty()) {
    const bool empty = trouble.empty() && checkpointer_.empty(trouble);
    for (auto& waiting : emptiers) waiting.set_value(empty);
  }
  if (!trouble.empty() && reopen_) reopen_(trouble);
}

bool Writer::try_transaction(std::deque<Job>& batch, std::string& trouble) {
  try {
    database_->exec("BEGIN IMMEDIATE");
    for (Job& job : batch) {
      job.error = nullptr;
      session_.begin_job();
      session_.prepare("SAVEPOINT job").exec();
      try {
        job.work(session_);
        session_.keep_job();
      } catch (const SQLite::Exception& error) {
        if (is_disk_trouble(error.getErrorCode()) || sqlite3_get_autocommit(database_->getHandle()) != 0)
          throw;
        job.error = std::current_exception();
      } catch (...) {
        job.error = std::current_exception();
      }
      if (job.error) {
        session_.drop_job();
        session_.prepare("ROLLBACK TO job").exec();
      }
      session_.prepare("RELEASE job").exec();
    }
    session_.write_counters();
    session_.reset_statements();
    const auto began = std::chrono::steady_clock::now();
    database_->exec("COMMIT");
    if (committed_)
      committed_(
          std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began));
    session_.committed();
    return true;
  } catch (const SQLite::Exception& error) {
    trouble = words_of(error);
    session_.rolled_back();
    session_.reset_statements();
    if (sqlite3_get_autocommit(database_->getHandle()) == 0) database_->tryExec("ROLLBACK");
    return false;
  }
}

void Writer::set_recording(bool recording, const std::string& trouble) {
  if (recording) retry_pause_ = kFirstRetryPause;
  if (recording_.exchange(recording) != recording && recording_changed_)
    recording_changed_(recording, trouble);
}

}  // namespace triand::store

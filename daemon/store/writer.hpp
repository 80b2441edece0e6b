#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "daemon/store/checkpointer.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// The one thread that writes. Jobs that have gathered run in one transaction and are on disk (synchronous=FULL)
// before any of them is answered. Thread-safe.
//
// When the database cannot be written (full disk, I/O error, foreign lock) new work is refused with CannotRecord,
// what must be recorded is kept and tried again until it is on disk, and `recording()` says false meanwhile:
// nothing may be sent that cannot be recorded. It says true again when there is proof of some room, not when a
// job that needed none went through.
class Writer {
 public:
  using Work = std::function<void(WriteSession&)>;
  // Called on the writer thread once the job is on disk (null) or has failed.
  using Done = std::function<void(std::exception_ptr)>;

  struct Job {
    Work work;
    Done done;
    bool must = false;  // see must()
    std::exception_ptr error = nullptr;
  };

  // `recording_changed` is called on the writer thread when recording() changes, with SQLite's words if it fails.
  // `reopen` is called on the writer thread, once, with SQLite's words, when the database file could not be synced and
  // has to be opened anew (see Checkpointer). Nothing is lost until then, but the log grows.
  // `committed` is called on the writer thread with how long a transaction took to be on the disk.
  Writer(std::unique_ptr<SQLite::Database> database, std::function<void(bool, std::string)> recording_changed,
         std::function<void(std::string)> reopen = nullptr,
         std::function<void(std::chrono::microseconds)> committed = nullptr);
  // Runs what is queued (what cannot be recorded by then is lost; its deliveries are found in doubt) and stops.
  ~Writer();

  // Work that asks for something new: may fail.
  void post(Work work, Done done);
  // Work that says what has happened: never dropped while the writer lives. It must be repeatable from scratch.
  void must(Work work, Done done);
  // Several at once, in this order: they come into the same transaction unless it is full.
  void enqueue(std::vector<Job> jobs);

  // post() for threads that may wait. Rethrows what the work threw.
  template <class Function>
  auto run(Function function) {
    return begin(std::move(function)).get();
  }

  // The same for threads that have something else to do meanwhile.
  template <class Function>
  auto begin(Function function) {
    using Result = std::invoke_result_t<Function, WriteSession&>;
    auto promise = std::make_shared<std::promise<Result>>();
    auto future = promise->get_future();
    if constexpr (std::is_void_v<Result>) {
      post([function](WriteSession& session) { function(session); },
           [promise](std::exception_ptr error) {
             error ? promise->set_exception(error) : promise->set_value();
           });
    } else {
      auto result = std::make_shared<Result>();
      post([function, result](WriteSession& session) { *result = function(session); },
           [promise, result](std::exception_ptr error) {
             error ? promise->set_exception(error) : promise->set_value(std::move(*result));
           });
    }
    return future;
  }

  [[nodiscard]] bool recording() const { return recording_.load(std::memory_order_relaxed); }
  // When the writer thread last came round, for the watchdog: steady-clock milliseconds.
  [[nodiscard]] std::int64_t alive_at() const { return alive_at_.load(std::memory_order_relaxed); }

  // Moves the whole write-ahead log into the database and empties it; waits for the writer thread. False when
  // somebody reads an older state just now or the disk refuses: try again. Any other thread.
  [[nodiscard]] bool empty_log();

 private:
  void loop();
  void tell_of_long_statements();
  void run_batch(std::deque<Job>& batch);
  bool try_transaction(std::deque<Job>& batch, std::string& trouble);
  // While nothing can be recorded: finds out whether there is room again.
  void find_out();
  void keep_log();
  void set_recording(bool recording, const std::string& trouble);

  std::unique_ptr<SQLite::Database> database_;
  WriteSession session_;
  Checkpointer checkpointer_;
  std::function<void(bool, std::string)> recording_changed_;
  std::function<void(std::string)> reopen_;
  std::function<void(std::chrono::microseconds)> committed_;
  std::atomic<bool> recording_{true};
  std::atomic<std::int64_t> alive_at_{0};
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> queue_;
  std::vector<std::promise<bool>> emptiers_;  // who waits for an empty log
  std::chrono::milliseconds retry_pause_;     // writer thread
  bool stopping_ = false;
  std::thread thread_;  // last: everything above is ready when it starts
};

}  // namespace triand::store

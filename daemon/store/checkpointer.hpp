#pragma once

#include <chrono>
#include <string>

#include <SQLiteCpp/Database.h>

namespace triand::store {

// Takes the write-ahead log of the writing connection into the database file: when it has `wal_autocheckpoint` pages, and
// again with each eighth more until it begins anew, which a reader delays; and, when nothing was written for a while,
// whole, cutting it to nothing (deleted personal data stands in it until then). No reader is blocked. Writer thread.
//
// SQLite's own checkpoints keep their failures to themselves, and after a failed sync of the database file the next
// one succeeds although pages that were written before are not on the disk. So after a failure nothing is taken out
// of the log any more, not even when the connection is closed: the log, which was synced at each commit, holds the
// truth until the database is opened anew and all of it is taken in once more. A failed sync of the log itself, at a
// commit, needs nothing of the kind: the same transaction, tried again, writes the same frames anew.
class Checkpointer {
 public:
  using SteadyTime = std::chrono::steady_clock::time_point;

  // The connection's own checkpoints are replaced by ours for as long as this lives, which must not be longer.
  explicit Checkpointer(SQLite::Database& database);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Does what is due; outside transactions, often (after each, and about once a second). Returns what went wrong,
  // once, in SQLite's words; else nothing. From then on the database has to be opened anew.
  [[nodiscard]] std::string keep(SteadyTime now);
  // Takes the whole log in and empties it now: somebody's data must leave it. False when a reader needs it still or
  // the disk refuses; `trouble` is then as keep() tells it.
  [[nodiscard]] bool empty(std::string& trouble);

 private:
  static int committed(void* self, sqlite3* handle, const char* name, int pages);
  [[nodiscard]] std::string take_in(int mode);

  SQLite::Database& database_;
  int busy_timeout_ms_ = 0;
  int step_ = 0;        // pages after which a checkpoint is due
  int pages_ = 0;       // in the log, as of the last commit; 0: it is empty
  int due_at_ = 0;      // pages
  bool fresh_ = false;  // committed since keep() last looked
  bool distrusted_ = false;
  SteadyTime quiet_since_;
};

}  // namespace triand::store

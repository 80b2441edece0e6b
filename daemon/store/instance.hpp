#pragma once

#include <cstdint>
#include <string>

#include <SQLiteCpp/Database.h>

#include "daemon/store/write_session.hpp"

#include "daemon/store/time.hpp"

namespace triand::store {

// Held for as long as the service runs: a second one on the same database refuses to start. The lock is the
// operating system's (on a file beside the database) and goes with the process, however it ends.
class InstanceLock {
 public:
  // Throws StoreError when another triand has it.
  explicit InstanceLock(const std::string& database_path);
  ~InstanceLock();
  InstanceLock(const InstanceLock&) = delete;
  InstanceLock& operator=(const InstanceLock&) = delete;

  // Notes beside the database how many claims it knows of, once that is on disk: an older copy of it that is put back
  // into its place knows of fewer. Not synced: what a power cut takes from the note makes nobody suspicious. Any thread.
  void note_claims(std::int64_t claims) const;

 private:
  int file_ = -1;
};

// Whether this database was last used by this machine at this path, and knows of every claim that was noted there. A
// copied or restored one does not: it must send nothing, because the original may have sent already, until adopt() was
// called once. A new database is adopted by whoever creates it. What cannot be noticed: a whole machine or file system
// that was set back, note included.
[[nodiscard]] bool is_adopted(SQLite::Database& database, const std::string& path);
void adopt(SQLite::Database& database, const std::string& path);

// How many claims were ever made in this database, and that one more was.
[[nodiscard]] std::int64_t claims_made(WriteSession& session);
void count_claim(WriteSession& session);

}  // namespace triand::store

#pragma once

#include <string>

#include <SQLiteCpp/Database.h>

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

 private:
  int file_ = -1;
};

// Whether this database was last used by this machine at this path. A copied or restored one was not: it must send
// nothing, because the original may have sent already, until adopt() was called once. A new database is adopted by
// whoever creates it.
[[nodiscard]] bool is_adopted(SQLite::Database& database, const std::string& path);
void adopt(SQLite::Database& database, const std::string& path);

}  // namespace triand::store

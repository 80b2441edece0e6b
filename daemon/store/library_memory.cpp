#include "daemon/store/library_memory.hpp"

#include <sqlite3.h>

namespace triand::store {

std::int64_t library_memory() {
  sqlite3_int64 now = 0;
  sqlite3_int64 most = 0;
  sqlite3_status64(SQLITE_STATUS_MEMORY_USED, &now, &most, 0);
  return now;
}

}  // namespace triand::store

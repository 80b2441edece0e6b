#include "daemon/store/first_load.hpp"

#include <string>

namespace triand::store {
namespace {

// While it lives, what is sorted goes to a file, for in memory it would be half a gigabyte, and the cache is small: each of
// the sorter's threads takes as much again as the cache may hold.
class SortingInFiles {
 public:
  explicit SortingInFiles(SQLite::Database& database)
      : database_(database), cache_(database.execAndGet("PRAGMA cache_size").getInt()) {
    database_.exec("PRAGMA cache_size = -16384");
    database_.exec("PRAGMA temp_store = FILE");
    // Rows are sorted by one thread while the other reads them.
    database_.execAndGet("PRAGMA threads = 1");
  }
  ~SortingInFiles() {
    database_.tryExec("PRAGMA threads = 0");
    database_.tryExec("PRAGMA temp_store = MEMORY");
    database_.tryExec("PRAGMA cache_size = " + std::to_string(cache_));
  }
  SortingInFiles(const SortingInFiles&) = delete;
  SortingInFiles& operator=(const SortingInFiles&) = delete;

 private:
  SQLite::Database& database_;
  int cache_;
};

}  // namespace

void begin_first_load(WriteSession& session) {
  auto& find = session.prepare("SELECT 1 FROM customer LIMIT 1");
  const bool any = find.executeStep();
  find.reset();
  if (any) return;
  session.database().exec("DROP INDEX IF EXISTS customer_phone");
  session.database().exec("DROP INDEX IF EXISTS customer_email");
}

void end_first_load(SQLite::Database& database) {
  const SortingInFiles sorting(database);
  database.exec("CREATE INDEX IF NOT EXISTS customer_phone ON customer (phone) WHERE phone IS NOT NULL");
  database.exec(
      "CREATE INDEX IF NOT EXISTS customer_email ON customer (email COLLATE NOCASE) WHERE email IS NOT NULL");
}

bool first_load_ended(SQLite::Database& database) {
  return database
             .execAndGet(
                 "SELECT count(*) FROM sqlite_master WHERE name IN ('customer_phone', 'customer_email')")
             .getInt() == 2;
}

}  // namespace triand::store

#include "daemon/store/first_load.hpp"

namespace triand::store {

void begin_first_load(WriteSession& session) {
  auto& find = session.prepare("SELECT 1 FROM customer LIMIT 1");
  const bool any = find.executeStep();
  find.reset();
  if (any) return;
  session.database().exec("DROP INDEX IF EXISTS customer_phone");
  session.database().exec("DROP INDEX IF EXISTS customer_email");
}

void end_first_load(SQLite::Database& database) {
  // What is sorted for them goes to a file: in memory it would be half a gigabyte.
  database.exec("PRAGMA temp_store = FILE");
  database.exec("CREATE INDEX IF NOT EXISTS customer_phone ON customer (phone) WHERE phone IS NOT NULL");
  database.exec(
      "CREATE INDEX IF NOT EXISTS customer_email ON customer (email COLLATE NOCASE) WHERE email IS NOT NULL");
  database.exec("PRAGMA temp_store = MEMORY");
}

bool first_load_ended(SQLite::Database& database) {
  return database
             .execAndGet(
                 "SELECT count(*) FROM sqlite_master WHERE name IN ('customer_phone', 'customer_email')")
             .getInt() == 2;
}

}  // namespace triand::store

#pragma once

#include <memory>
#include <unordered_map>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace triand::store {

// The prepared statements of one connection, kept for as long as it lives. Used by one thread at a time.
class StatementCache {
 public:
  explicit StatementCache(SQLite::Database& database) : database_(database) {}

  // The statement of a text that lives as long as the program (a literal); reset and without bindings.
  SQLite::Statement& prepare(const char* sql) {
    auto& statement = statements_[sql];
    if (!statement) {
      statement = std::make_unique<SQLite::Statement>(database_, sql);
    } else {
      statement->tryReset();
      statement->clearBindings();
    }
    return *statement;
  }

  // Ends whatever is still in the middle of its rows.
  void reset_all() {
    for (auto& [sql, statement] : statements_) statement->tryReset();
  }

  SQLite::Database& database() { return database_; }

 private:
  SQLite::Database& database_;
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> statements_;
};

}  // namespace triand::store

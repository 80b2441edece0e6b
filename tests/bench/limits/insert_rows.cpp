#include <chrono>
#include <iostream>

#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/bench/limits/limits.hpp"

namespace triand::bench {

int insert_rows(const std::string& database, std::int64_t rows) {
  SQLite::Database open(database, SQLite::OPEN_READWRITE);
  open.exec("PRAGMA synchronous = FULL");
  const auto begin = std::chrono::steady_clock::now();
  SQLite::Transaction all(open);
  SQLite::Statement recipient(
      open, "INSERT INTO recipient (id, unit_id, route, bucket, reason) VALUES (?, 1, 0, 0, 0)");
  SQLite::Statement delivery(
      open,
      "INSERT INTO delivery (id, customer_id, leg, alone, state, reason, attempts, parts, "
      "customer_version, updated_at) VALUES (?, ?, 0, 1, 0, 0, 0, 1, 0, 1797552000000)");
  for (std::int64_t row = 1; row <= rows; ++row) {
    recipient.bind(1, (std::int64_t{1} << 40) + row);
    recipient.exec();
    recipient.reset();
    delivery.bind(1, (std::int64_t{1} << 47) + row);
    delivery.bind(2, row);
    delivery.exec();
    delivery.reset();
  }
  all.commit();
  std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() << '\n';
  return 0;
}

int open_database(const std::string& database) {
  const auto begin = std::chrono::steady_clock::now();
  SQLite::Database open(database, SQLite::OPEN_READWRITE);
  SQLite::Statement any(open, "SELECT count(*) FROM unit");
  any.executeStep();
  std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() << '\n';
  return 0;
}

}  // namespace triand::bench

#include "daemon/store/library_memory.hpp"

#include <catch2/catch.hpp>

#include <SQLiteCpp/Database.h>

namespace triand::store {
namespace {

TEST_CASE("what SQLite holds grows with the pages that a connection keeps, and is given back with it") {
  const std::int64_t before = library_memory();
  {
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    database.exec("CREATE TABLE t (c BLOB); INSERT INTO t VALUES (zeroblob(1000000))");
    CHECK(library_memory() > before + 1'000'000);
    CHECK(library_memory() < before + 2'000'000);
  }
  CHECK(library_memory() < before + 100'000);
}

}  // namespace
}  // namespace triand::store

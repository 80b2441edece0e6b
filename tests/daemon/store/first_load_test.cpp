#include "daemon/store/first_load.hpp"

#include <sqlite3.h>
#include <catch2/catch.hpp>

#include <filesystem>

#include "daemon/store/customer_writer.hpp"
#include "daemon/store/database.hpp"
#include "daemon/store/reader.hpp"
#include "tests/daemon/store/failing_disk.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

// The indexes by which a caller is found.
int indexes(const std::string& path) {
  const auto database = open_for_reading(path);
  return database
      ->execAndGet("SELECT count(*) FROM sqlite_master WHERE name IN ('customer_phone', 'customer_email')")
      .getInt();
}

void put_one(WriteSession& session, TimePoint now) {
  const std::vector list{StoreFixture::customer(1)};
  CHECK(put_customers(session, begin_import(session, "list.csv", "somebody", now), list, now).size() == 1);
}

}  // namespace

TEST_CASE(
    "the first list is loaded without the indexes that a caller is found by, and they are built behind it") {
  StoreFixture store(0);
  store.run([&](WriteSession& session) { begin_first_load(session); });
  CHECK(indexes(store.path()) == 0);
  store.run([&](WriteSession& session) { put_one(session, store.now); });
  const std::string phone = StoreFixture::customer(1).phone;
  // Slower, but found.
  CHECK(Reader(store.path()).customers_by_phone(phone).size() == 1);
  store.run([](WriteSession& session) { end_first_load(session.database()); });
  CHECK(indexes(store.path()) == 2);
  CHECK(Reader(store.path()).customers_by_phone(phone).size() == 1);
}

TEST_CASE("what a first load that died has left out is built when the database is opened") {
  StoreFixture store(0);
  store.run([&](WriteSession& session) {
    begin_first_load(session);
    put_one(session, store.now);
  });
  REQUIRE(indexes(store.path()) == 0);
  CHECK(open_for_writing(store.path()) != nullptr);
  CHECK(indexes(store.path()) == 2);
}

TEST_CASE("a disk without room for the indexes does not keep the database from being opened") {
  FailingDisk disk;
  StoreFixture store(0);
  store.run([&](WriteSession& session) {
    begin_first_load(session);
    put_one(session, store.now);
  });
  store.writer.reset();
  disk.fail(FailingDisk::Work::write_log, SQLITE_FULL);
  {
    const auto database = open_for_writing(store.path());
    CHECK(disk.struck() > 0);
    CHECK_FALSE(first_load_ended(*database));
    CHECK(database->execAndGet("PRAGMA temp_store").getInt() == 2);
  }
  disk.mend();
  CHECK(first_load_ended(*open_for_writing(store.path())));
}

TEST_CASE("what is sorted goes beside the database, not to a folder that everybody may fill") {
  StoreFixture store(1);
  REQUIRE(sqlite3_temp_directory != nullptr);
  CHECK(std::filesystem::path(sqlite3_temp_directory) == std::filesystem::path(store.path()).parent_path());
}

TEST_CASE("where there are customers a list is loaded with every index in place") {
  StoreFixture store(3);
  store.run([](WriteSession& session) { begin_first_load(session); });
  CHECK(indexes(store.path()) == 2);
}

TEST_CASE("every customer is visited once and in order, however many there are") {
  constexpr int kCustomers = 45'001;  // three looks at the database, and a little
  StoreFixture store(0);
  store.run([](WriteSession& session) {
    session.database().exec(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 45001) "
        "INSERT INTO customer (code, full_name, address, unit_id, province, segment, language, opt_out, "
        "version, "
        "import_id) SELECT printf('PA%08d', (i * 7919) % 1000003), '', '', 0, '', '', 'vi', 0, 1, 1 FROM n");
  });
  Reader reader(store.path());
  int visited = 0;
  std::string last;
  reader.for_each_customer([&](const StoredCustomer& customer) {
    CHECK(last < customer.customer.code);
    last = customer.customer.code;
    return ++visited >= 0;
  });
  CHECK(visited == kCustomers);
  int until = 0;
  reader.for_each_customer([&](const StoredCustomer&) { return ++until < 25'000; });
  CHECK(until == 25'000);
}

}  // namespace triand::store

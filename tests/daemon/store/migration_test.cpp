#include <catch2/catch.hpp>

#include <map>

#include <SQLiteCpp/SQLiteCpp.h>

#include "daemon/store/schema.hpp"
#include "tests/daemon/store/store_fixture.hpp"

using namespace triand;
using namespace triand::store;

namespace {

std::vector<std::string> list(SQLite::Database& database, const std::string& sql) {
  std::vector<std::string> out;
  SQLite::Statement rows(database, sql);
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getString());
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// A database as a program of schema `version` would have left it, with the rows of a campaign that was under way: each
// table's columns of that time. Returns how many rows each table has.
std::map<std::string, int> write_older(const std::string& path, const std::string& newest, int version) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  for (int at = 0; at < version; ++at) database.exec(std::string(migrations()[static_cast<std::size_t>(at)]));
  database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  database.exec("PRAGMA user_version = " + std::to_string(version));
  database.exec("ATTACH '" + newest + "' AS newest");
  std::map<std::string, int> counts;
  // Its keys are its own: each schema has made them itself.
  for (const std::string& table : list(database,
                                       "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name "
                                       "NOT LIKE 'sqlite_%' AND name <> "
                                       "'meta'")) {
    const std::string columns =
        joined(list(database, "SELECT name FROM pragma_table_info('" + table + "', 'main')"));
    database.exec("INSERT OR REPLACE INTO main." + table + " (" + columns + ") SELECT " + columns +
                  " FROM newest." + table);
    counts[table] = database.execAndGet("SELECT count(*) FROM main." + table).getInt();
  }
  database.exec("DETACH newest");
  return counts;
}

}  // namespace

TEST_CASE("a database of every earlier schema is brought up to date with all that is in it") {
  StoreFixture store(20);
  store.approve();
  for (const auto& claimed : store.take(6).deliveries)
    store.answer(claimed, domain::DeliveryEvent::answered_accepted);
  for (const auto& claimed : store.take(3).deliveries)
    store.answer(claimed, domain::DeliveryEvent::answered_rejected, domain::Reason::bad_number);
  (void)store.take(2);  // on their way when the old program was stopped for good
  const auto counts = store.counts();
  const std::string newest = store.path();
  store.writer.reset();

  const int version = GENERATE(range(1, static_cast<int>(migrations().size())));
  INFO("schema " << version);
  const std::string path = newest + "." + std::to_string(version);
  const auto rows = write_older(path, newest, version);
  REQUIRE(rows.at("delivery") >= 20);
  {
    const auto database = open_for_writing(path);
    CHECK(database->execAndGet("PRAGMA user_version").getInt() == static_cast<int>(migrations().size()));
    CHECK(database->execAndGet("PRAGMA integrity_check").getString() == "ok");
    CHECK(list(*database, "SELECT \"table\" FROM pragma_foreign_key_check").empty());
    for (const auto& [table, n] : rows) {
      INFO(table);
      CHECK(database->execAndGet("SELECT count(*) FROM " + table).getInt() == n);
    }
  }
  // It is read, and written, as one that was always of this schema.
  Reader reader(path);
  const auto campaign = reader.campaign("t-2026");
  REQUIRE(campaign);
  CHECK(campaign->state == "approved");
  CHECK(reader.counts(campaign->id).recipients == counts.recipients);
  CHECK(reader.counts(campaign->id).channels == counts.channels);
  CHECK(reader.deliveries_of(reader.customer(StoreFixture::customer(1).code)->customer.id).size() >= 1);
  reader.let_go();
  Writer writer(open_for_writing(path), [](bool, const std::string&) {});
  CHECK(writer.run([&](WriteSession& session) {
    const auto import = begin_import(session, "again.csv", "me", store.now);
    return put_customers(session, import, std::vector{StoreFixture::customer(21)}, store.now).size();
  }) == 1);
}

TEST_CASE("what was typed about customers who are gone goes as an older database is brought up to date") {
  StoreFixture store(0);
  const std::string path = store.path() + "-16";
  {
    SQLite::Database old(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (std::size_t at = 0; at < 16; ++at) old.exec(std::string(migrations()[at]));
    old.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    old.exec("PRAGMA user_version = 16");
    old.exec(
        "INSERT INTO customer (code, full_name, address, unit_id, province, segment, language, opt_out, "
        "version, "
        "import_id) VALUES ('PA1', 'An', '', 0, '', '', 'vi', 0, 1, 1)");
    old.exec(
        "INSERT INTO audit (at, who, action, subject, reason) VALUES (1, 'lan', 'customer.note', 'PA1', 'vẫn "
        "còn'), "
        "(2, 'lan', 'customer.note', 'PA2', 'đã đi'), (3, 'lan', 'pause', 'PA2', 'chờ'), "
        "(4, 'lan', 'delivery.resend', 'ABCDEPA10XYZ', 'gửi lại'), "
        "(5, 'lan', 'delivery.resolve_failed', 'ABCDEPA20XYZ', 'bà Hai bảo'), "
        "(6, 'lan', 'suppression.remove', 'PA1', 'khách đổi ý'), (7, 'lan', 'suppression.remove', 'PA2', "
        "'ông Ba'), "
        "(8, 'lan', 'suppression.remove', '0912 *** 678', 'số nhầm')");
  }
  const auto database = open_for_writing(path);
  CHECK(list(*database, "SELECT reason FROM audit ORDER BY id") ==
        std::vector<std::string>{"vẫn còn", "", "chờ", "gửi lại", "", "khách đổi ý", "", "số nhầm"});
}

#include "daemon/store/checkpointer.hpp"

#include <catch2/catch.hpp>

#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>

#include "daemon/store/database.hpp"

namespace triand::store {
namespace {

using namespace std::chrono_literals;

constexpr int kStep = 64;

// A database that is written to a few pages at a time, without a moment's rest, and its log.
struct Written {
  Written() {
    std::string pattern = (std::filesystem::temp_directory_path() / "triand-log-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    writer = open_for_writing(path());
    writer->exec("PRAGMA wal_autocheckpoint = " + std::to_string(kStep));
    writer->exec("CREATE TABLE filler (words BLOB)");
    checkpointer = std::make_unique<Checkpointer>(*writer);
    write();
    rest();
  }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  ~Written() {
    checkpointer.reset();
    writer.reset();
    std::filesystem::remove_all(folder);
  }

  void write() {
    writer->exec("INSERT INTO filler VALUES (zeroblob(8000))");
    REQUIRE(checkpointer->keep(now += 1ms).empty());
  }
  void write_until(int wanted) {
    while (pages() < wanted) write();
  }
  void rest() {
    REQUIRE(checkpointer->keep(now += 3s).empty());
    REQUIRE(pages() == 0);
  }
  // As long as the log has ever been since it was last cut: its file keeps its length when it is begun anew.
  [[nodiscard]] int pages() const {
    std::error_code missing;
    const auto size = std::filesystem::file_size(path() + "-wal", missing);
    return missing ? 0 : static_cast<int>(size / (4096 + 24));
  }

  [[nodiscard]] std::string path() const { return folder + "/triand.db"; }

  std::string folder;
  std::unique_ptr<SQLite::Database> writer;
  std::unique_ptr<Checkpointer> checkpointer;
  std::chrono::steady_clock::time_point now;
};

// Somebody who reads the state of now, until he ends.
struct Reading {
  explicit Reading(const Written& of) : database(open_for_reading(of.path())) {
    database->exec("BEGIN");
    REQUIRE(database->execAndGet("SELECT count(*) FROM filler").getInt() >= 0);
  }
  std::unique_ptr<SQLite::Database> database;
};

TEST_CASE("a log that nobody reads is begun anew when it has so many pages") {
  Written one;
  for (int times = 0; times < 500; ++times) one.write();
  CHECK(one.pages() >= kStep);
  CHECK(one.pages() < kStep + 10);
}

TEST_CASE("a reader at the wrong moment makes the log longer by a little, and not twice as long") {
  Written one;
  one.write_until(kStep - 10);
  {
    const Reading reading(one);
    one.write_until(kStep + 6);
  }
  for (int times = 0; times < 500; ++times) one.write();
  CHECK(one.pages() > kStep + 5);
  CHECK(one.pages() < kStep + kStep / 4);
}

TEST_CASE("while somebody reads on and on the log grows, and is begun anew behind him") {
  Written one;
  {
    const Reading reading(one);
    one.write_until(5 * kStep);
  }
  const int longest = one.pages();
  for (int times = 0; times < 500; ++times) one.write();
  CHECK(one.pages() < longest + kStep / 4);
  one.rest();
}

}  // namespace
}  // namespace triand::store

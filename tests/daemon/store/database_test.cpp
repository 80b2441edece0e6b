#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "daemon/store/instance.hpp"
#include "daemon/store/schema.hpp"
#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "triand-database-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

}  // namespace

TEST_CASE("a database is private, durable and of this schema") {
  const Folder folder;
  const std::string path = folder.path + "/t.db";
  // Whatever it is here, it is not what makes the file private.
  const mode_t umask_here = ::umask(0);
  auto database = open_for_writing(path);
  ::umask(umask_here);
  CHECK(database->execAndGet("PRAGMA journal_mode").getString() == "wal");
  CHECK(database->execAndGet("PRAGMA synchronous").getInt() == 2);
  CHECK(database->execAndGet("PRAGMA foreign_keys").getInt() == 1);
  CHECK(database->execAndGet("PRAGMA application_id").getInt() == kApplicationId);
  CHECK(database->execAndGet("PRAGMA user_version").getInt() == static_cast<int>(migrations().size()));
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  database.reset();
  CHECK_NOTHROW(open_for_writing(path));
  CHECK(check_database(path).empty());
}

TEST_CASE("databases that are not ours, newer or no databases are refused with a sentence") {
  const Folder folder;
  const std::string newer = folder.path + "/newer.db";
  open_for_writing(newer)->exec("PRAGMA user_version = 999");
  CHECK_THROWS_WITH(open_for_writing(newer), Catch::Contains("newer triand"));
  CHECK_THAT(check_database(newer), Catch::Contains("newer triand"));
  const std::string foreign = folder.path + "/foreign.db";
  SQLite::Database(foreign, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t (a)");
  CHECK_THROWS_WITH(open_for_writing(foreign), Catch::Contains("another program"));
  const std::string text = folder.path + "/text.db";
  std::ofstream(text) << std::string(5000, 'x');
  CHECK_THROWS_WITH(open_for_writing(text), Catch::Contains("not an SQLite database"));
  CHECK_THROWS_AS(open_for_writing(folder.path), StoreError);
  CHECK_THROWS_AS(open_for_writing(folder.path + "/none/t.db"), StoreError);
  CHECK_FALSE(check_database(folder.path + "/none/t.db").empty());
}

TEST_CASE("one service a database") {
  const Folder folder;
  const InstanceLock first(folder.path + "/t.db");
  CHECK_THROWS_WITH(InstanceLock(folder.path + "/t.db"), Catch::Contains("another triand"));
}

TEST_CASE("a copy is not adopted until somebody says so") {
  const Folder folder;
  const std::string path = folder.path + "/t.db";
  CHECK(is_adopted(*open_for_writing(path), path));
  CHECK(is_adopted(*open_for_writing(path), path));
  const std::string copy = folder.path + "/copy.db";
  std::filesystem::copy_file(path, copy);
  auto database = open_for_writing(copy);
  CHECK_FALSE(is_adopted(*database, copy));
  adopt(*database, copy);
  CHECK(is_adopted(*database, copy));
}

TEST_CASE("an older copy that is put back into its place is noticed") {
  StoreFixture store;
  store.approve();
  const InstanceLock lock(store.path());
  const auto adopted = [&] { return is_adopted(*open_for_writing(store.path()), store.path()); };
  const auto note = [&] {
    lock.note_claims(store.run([](WriteSession& session) { return claims_made(session); }));
  };
  CHECK(adopted());
  (void)store.take(2);
  note();
  store.writer.reset();
  std::ifstream file(store.path(), std::ios::binary);
  const std::string older{std::istreambuf_iterator<char>(file), {}};
  // Nothing was claimed since: the copy is as good as the original.
  std::ofstream(store.path(), std::ios::binary) << older;
  CHECK(adopted());
  store.open();
  (void)store.take(2);
  note();
  store.writer.reset();
  CHECK(adopted());
  // Written over, the file is the same file at the same place.
  std::ofstream(store.path(), std::ios::binary) << older;
  CHECK_FALSE(adopted());
  adopt(*open_for_writing(store.path()), store.path());
  CHECK(adopted());
}

}  // namespace triand::store

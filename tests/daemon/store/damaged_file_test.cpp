#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <random>

#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

constexpr int kPage = 4096;

// A database that was closed as it should be; `page_of` finds a page that is in use.
class Closed : public StoreFixture {
 public:
  Closed() : StoreFixture(200) { writer.reset(); }

  [[nodiscard]] int page_of(const std::string& table) const {
    SQLite::Database database(path(), SQLite::OPEN_READONLY);
    SQLite::Statement find(database, "SELECT rootpage FROM sqlite_master WHERE name = ?");
    find.bind(1, table);
    find.executeStep();
    return find.getColumn(0).getInt();
  }

  void spoil(int page, int from = 0) const {
    std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(std::streamoff{page - 1} * kPage + from);
    std::mt19937 random(7);
    for (int byte = from; byte < kPage; ++byte) file.put(static_cast<char>(random()));
  }
};

bool is_clear(const std::string& sentence) {
  return sentence.find("triand.db is damaged") != std::string::npos &&
         sentence.find("restore the newest backup") != std::string::npos;
}

std::string refusal(const std::string& path) {
  try {
    (void)open_for_writing(path);
  } catch (const StoreError& error) {
    return error.what();
  }
  return "it was opened";
}

}  // namespace

TEST_CASE("a truncated database is refused with path and remedy") {
  const Closed store;
  REQUIRE(check_database(store.path(), Check::contents).empty());
  std::filesystem::resize_file(store.path(), std::filesystem::file_size(store.path()) / 2);
  CHECK(is_clear(refusal(store.path())));
  CHECK(is_clear(check_database(store.path())));
}

TEST_CASE("rubbish in a page that is in use is refused with path and remedy") {
  const std::string table = GENERATE("delivery", "lease", "customer", "delivery_count", "sqlite_schema");
  INFO(table);
  const Closed store;
  const int page = table == "sqlite_schema" ? 1 : store.page_of(table);
  REQUIRE(page > 0);
  // The first page's header stays, or it is no database at all.
  store.spoil(page, page == 1 ? 100 : 0);
  CHECK(is_clear(check_database(store.path(), Check::contents)));
  if (page == 1) {
    CHECK(is_clear(refusal(store.path())));
  } else {
    // Control: the header alone does not show it.
    CHECK(check_database(store.path(), Check::header).empty());
  }
}

TEST_CASE("damage that is met while running stops sending and says what to do") {
  Closed store;
  store.spoil(store.page_of("lease"));
  std::string said;
  store.writer = std::make_unique<Writer>(open_for_writing(store.path()),
                                          [&](bool, const std::string& trouble) { said = trouble; });
  store.approve();
  CHECK_THROWS_AS(store.take(1), CannotRecord);
  CHECK_FALSE(store.writer->recording());
  store.writer.reset();
  CHECK_THAT(said, Catch::Contains("malformed") && Catch::Contains("restore the newest backup"));
}

}  // namespace triand::store

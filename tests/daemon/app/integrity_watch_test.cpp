#include "daemon/app/integrity_watch.hpp"

#include <fstream>
#include <future>

#include <catch2/catch.hpp>

#include "tests/daemon/store/store_fixture.hpp"

using namespace triand;
using namespace std::chrono_literals;

namespace {

// What is told of a database within a while; empty: nothing.
std::string told_of(const std::string& path, std::chrono::seconds wait) {
  std::promise<std::string> said;
  auto words = said.get_future();
  const app::IntegrityWatch watch(path, app::EventLog(),
                                  [&](const std::string& sentence) { said.set_value(sentence); });
  return words.wait_for(wait) == std::future_status::ready ? words.get() : std::string();
}

}  // namespace

TEST_CASE(
    "damage in a table that no start looks at is told by who reads everything, and a whole one by nobody") {
  store::StoreFixture store(500);
  store.approve();
  CHECK(told_of(store.path(), 1s).empty());
  const int page =
      static_cast<int>(store::open_for_reading(store.path())
                           ->execAndGet("SELECT rootpage FROM sqlite_master WHERE name = 'customer'")
                           .getInt());
  store.writer.reset();  // the log is taken in
  std::fstream file(store.path(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp((page - 1) * 4096L);
  file << std::string(4096, 'x');
  file.close();
  CHECK_THAT(told_of(store.path(), 60s), Catch::Contains("is damaged") && Catch::Contains("backup"));
}

TEST_CASE("what cannot be read tells no damage") { CHECK(told_of("/nowhere/triand.db", 1s).empty()); }

#include "daemon/store/backup.hpp"

#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "daemon/store/database.hpp"
#include "daemon/store/instance.hpp"
#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/store_fixture.hpp"

using namespace triand;
using namespace triand::store;

namespace {

const auto kGoOn = [] { return true; };

}  // namespace

TEST_CASE("a backup is one whole moment, for its owner alone, while somebody writes") {
  StoreFixture store(500);
  store.approve();
  std::atomic<bool> stop{false};
  std::thread sender([&] {
    while (!stop)
      for (const auto& claimed : store.take(5).deliveries)
        store.answer(claimed, domain::DeliveryEvent::answered_accepted);
  });
  const std::string target = store.path() + ".backup";
  const BackupFacts facts = back_up(store.path(), target, kGoOn);
  stop = true;
  sender.join();
  CHECK(facts.customers == 500);
  CHECK(facts.campaigns == 1);
  CHECK(facts.deliveries == 500);
  CHECK(facts.bytes == static_cast<std::int64_t>(std::filesystem::file_size(target)));
  struct stat status {};
  REQUIRE(::stat(target.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  auto copy = open_for_reading(target);
  CHECK(copy->execAndGet("PRAGMA integrity_check").getString() == "ok");
  // Rows and counters are of the same moment.
  CHECK(copy->execAndGet("SELECT count(*) FROM delivery WHERE state = 2").getInt() ==
        copy->execAndGet("SELECT coalesce(sum(n), 0) FROM delivery_count WHERE state = 2").getInt());
}

TEST_CASE("a backup knows that it is one, wherever it is put") {
  StoreFixture store;
  const std::string target = store.path() + ".backup";
  back_up(store.path(), target, kGoOn);
  auto copy = open_for_writing(target);
  CHECK_FALSE(is_adopted(*copy, target));
  CHECK_FALSE(is_adopted(*copy, store.path()));
  adopt(*copy, target);
  CHECK(is_adopted(*copy, target));
  // It can give back what a purge frees.
  CHECK(copy->execAndGet("PRAGMA auto_vacuum").getInt() == 2);
}

TEST_CASE("a backup that cannot be whole leaves nothing, and what is there is not touched") {
  StoreFixture store(500);
  const std::string target = store.path() + ".backup";
  SECTION("something is there") {
    std::ofstream(target) << "mine";
    CHECK_THROWS_AS(back_up(store.path(), target, kGoOn), StoreError);
    CHECK(std::filesystem::file_size(target) == 4);
  }
  SECTION("it was told to stop") {
    CHECK_THROWS_AS(back_up(store.path(), target, [] { return false; }), StoreError);
    CHECK_FALSE(std::filesystem::exists(target));
  }
  SECTION("there is no folder") {
    CHECK_THROWS_WITH(back_up(store.path(), store.path() + ".none/b.db", kGoOn),
                      Catch::Contains("cannot write"));
  }
}

TEST_CASE("a damaged backup is found out") {
  StoreFixture store(2000);
  const std::string target = store.path() + ".backup";
  back_up(store.path(), target, kGoOn);
  {
    std::fstream file(target, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 20);
    file << std::string(8192, 'x');
  }
  CHECK_THROWS_AS(verify_backup(target), StoreError);
}

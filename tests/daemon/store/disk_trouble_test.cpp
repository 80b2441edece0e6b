#include <catch2/catch.hpp>

#include <filesystem>

#include "daemon/store/recovery.hpp"
#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/failing_disk.hpp"
#include "tests/daemon/store/recount.hpp"
#include "tests/daemon/store/trouble_fixture.hpp"

namespace triand::store {
namespace {

using domain::DeliveryState;

bool is_ready(const std::future<bool>& future) {
  return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

bool is_exact(const TroubleFixture& store) {
  const auto reader = open_for_reading(store.path());
  return wrong_counters(*reader) == 0 && reader->execAndGet("PRAGMA integrity_check").getString() == "ok";
}

}  // namespace

TEST_CASE("whatever the disk refuses, facts are kept, wishes are refused, and it goes on by itself") {
  using Work = FailingDisk::Work;
  struct Kind {
    const char* name;
    Work work;
    int code;
    const char* words;
  };
  const Kind kind = GENERATE(Kind{"full", Work::write_log, SQLITE_FULL, "full"},
                             Kind{"read-only", Work::write_log, SQLITE_READONLY, "readonly"},
                             Kind{"write error", Work::write_log, SQLITE_IOERR_WRITE, "(778)"},
                             Kind{"sync error", Work::sync_log, SQLITE_IOERR_FSYNC, "(1034)"});
  INFO(kind.name);
  FailingDisk disk;
  TroubleFixture store;
  const auto claimed = store.take(3).deliveries;
  REQUIRE(claimed.size() == 3);

  disk.fail(kind.work, kind.code);
  auto fact = store.must([&](WriteSession& session) { record_attempt(session, store.accepted(claimed[0])); });
  REQUIRE(TroubleFixture::eventually([&] { return disk.struck() > 0 && !store.writer->recording(); }));
  CHECK_THROWS_AS(store.take(1), CannotRecord);
  // Control: what is only wished for is refused and not done later.
  CHECK_FALSE(
      store.post([&](WriteSession& session) { record_attempt(session, store.accepted(claimed[1])); }).get());
  auto later =
      store.must([&](WriteSession& session) { record_attempt(session, store.accepted(claimed[2])); });
  const int struck = disk.struck();
  CHECK(TroubleFixture::eventually([&] { return disk.struck() > struck + 2; }));
  CHECK_FALSE(is_ready(fact));
  CHECK_FALSE(is_ready(later));
  CHECK(store.state("sms", DeliveryState::sending) == 3);
  CHECK(is_exact(store));

  disk.mend();
  CHECK(fact.get());
  CHECK(later.get());
  CHECK(TroubleFixture::eventually([&] { return store.writer->recording(); }));
  const auto said = store.said();
  REQUIRE(said.size() == 2);
  CHECK_THAT(said[0], Catch::Contains(kind.words));
  CHECK(said[1] == "recording");
  CHECK(store.state("sms", DeliveryState::accepted) == 2);
  CHECK(store.state("sms", DeliveryState::sending) == 1);
  CHECK(store.take(100).deliveries.size() == 7);
  CHECK(is_exact(store));
}

TEST_CASE(
    "a commit that failed leaves nothing behind of what was refused and nothing twice of what was kept") {
  FailingDisk disk;
  TroubleFixture store;
  const auto claimed = store.take(1).deliveries.at(0);
  // Held back until both jobs wait, so that they share a transaction.
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  std::promise<void> begun;
  auto holding = store.post([opened, &begun](WriteSession&) {
    begun.set_value();
    opened.wait();
  });
  begun.get_future().wait();
  auto wish = store.post([&](WriteSession& session) {
    (void)claim(session, {.campaign = store.campaign,
                          .channel = store.channels.at("sms"),
                          .limit = 4,
                          .day = 20261218,
                          .now = store.now});
  });
  int runs = 0;
  auto fact = store.must([&](WriteSession& session) {
    ++runs;
    record_attempt(session, store.accepted(claimed));
  });
  disk.fail(FailingDisk::Work::sync_log, SQLITE_IOERR_FSYNC, 1);
  gate.set_value();
  // It wrote nothing and needed no sync.
  CHECK(holding.get());
  CHECK_FALSE(wish.get());
  CHECK(fact.get());
  CHECK(disk.struck() == 1);
  CHECK(runs == 2);
  CHECK(TroubleFixture::eventually([&] { return store.writer->recording(); }));
  CHECK(Reader(store.path()).deliveries_of(claimed.customer.customer.id).at(0).attempts == 1);
  CHECK(store.state("sms", DeliveryState::sending) == 0);
  CHECK(store.take(100).deliveries.size() == 9);
  const auto reader = open_for_reading(store.path());
  CHECK(reader->execAndGet("SELECT used FROM quota_use").getInt() == 10);
  CHECK(is_exact(store));
}

TEST_CASE("a full database stays not recording while jobs that need no room go through") {
  TroubleFixture store;
  const auto claimed = store.take(2).deliveries;
  const std::string words(100'000, 'x');
  const auto spacious = [&](const ClaimedDelivery& delivery) {
    AttemptRecord out = store.accepted(delivery);
    out.detail = words;
    return [out](WriteSession& session) { record_attempt(session, out); };
  };
  const int pages = store.connection->execAndGet("PRAGMA page_count").getInt();
  store.connection->exec("PRAGMA max_page_count = " + std::to_string(pages));
  CHECK_FALSE(store.post(spacious(claimed[0])).get());
  CHECK_FALSE(store.writer->recording());
  for (int more = 0; more < 5; ++more) {
    CHECK(store.post([](WriteSession&) {}).get());
    CHECK_FALSE(store.writer->recording());
  }
  auto fact = store.must(spacious(claimed[1]));
  store.connection->exec("PRAGMA max_page_count = 1000000");
  CHECK(fact.get());
  CHECK(TroubleFixture::eventually([&] { return store.writer->recording(); }));
  REQUIRE(store.said().size() == 2);
  CHECK_THAT(store.said()[0], Catch::Contains("full"));
  CHECK(store.state("sms", DeliveryState::accepted) == 1);
  CHECK(is_exact(store));
}

TEST_CASE("after the database file failed to sync the log keeps everything until it is opened anew") {
  FailingDisk disk;
  TroubleFixture store(100);
  const auto send = [&](int deliveries) {
    for (const auto& one : store.take(deliveries).deliveries)
      store.answer(one, domain::DeliveryEvent::answered_accepted);
  };
  disk.fail(FailingDisk::Work::sync_database, SQLITE_IOERR_FSYNC, 1);
  send(20);
  REQUIRE(TroubleFixture::eventually([&] { return store.reopenings == 1; }));
  CHECK(disk.struck() == 1);
  // The disk would sync again, and is not asked: the log only grows.
  std::int64_t log = store.log_bytes();
  for (int round = 0; round < 3; ++round) {
    send(20);
    CHECK(store.log_bytes() > log);
    log = store.log_bytes();
  }
  CHECK(store.writer->recording());
  store.writer.reset();
  CHECK(store.log_bytes() == log);
  CHECK(store.reopenings == 1);
  store.reopen();
  CHECK(store.log_bytes() == 0);
  CHECK(store.state("sms", DeliveryState::accepted) == 80);
  CHECK(is_exact(store));
  // Control: a log that is trusted is taken in, and gone when the connection is closed.
  send(20);
  store.writer.reset();
  CHECK(store.log_bytes() == 0);
}

TEST_CASE("a start on a disk that does not sync is refused with a sentence and gives nothing up") {
  FailingDisk disk;
  TroubleFixture store;
  // Left as a service leaves it that was killed: with a log.
  const std::string copy = store.path() + ".copy";
  const std::string log = copy + "-wal";
  std::filesystem::copy_file(store.path(), copy);
  store.take(3);
  std::filesystem::copy_file(store.path() + "-wal", log);
  const auto bytes = std::filesystem::file_size(log);
  REQUIRE(bytes > 0);
  // The next sync would succeed, as after a real failure: closing must not try it.
  disk.fail(FailingDisk::Work::sync_database, SQLITE_IOERR_FSYNC, 1);
  CHECK_THROWS_WITH(open_for_writing(copy), Catch::Contains("fails") && Catch::Contains("1034"));
  CHECK(disk.struck() == 1);
  REQUIRE(std::filesystem::exists(log));
  CHECK(std::filesystem::file_size(log) == bytes);
  const auto database = open_for_writing(copy);
  CHECK(std::filesystem::file_size(log) == 0);
  CHECK(database->execAndGet("SELECT sum(last - first) FROM lease").getInt() == 3);
}

}  // namespace triand::store

#include <catch2/catch.hpp>

#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/recount.hpp"
#include "tests/daemon/store/trouble_fixture.hpp"

namespace triand::store {
namespace {

void send(TroubleFixture& store, int deliveries) {
  for (const auto& one : store.take(deliveries).deliveries)
    store.answer(one, domain::DeliveryEvent::answered_accepted);
}

}  // namespace

TEST_CASE("while the database is locked by a stranger facts wait and wishes are refused") {
  TroubleFixture store;
  // So that the test need not wait for as long as the service does.
  store.connection->exec("PRAGMA busy_timeout = 50");
  const auto claimed = store.take(1).deliveries.at(0);
  SQLite::Database stranger(store.path(), SQLite::OPEN_READWRITE);
  stranger.exec("BEGIN IMMEDIATE");
  auto fact = store.must([&](WriteSession& session) { record_attempt(session, store.accepted(claimed)); });
  CHECK_THROWS_AS(store.take(1), CannotRecord);
  CHECK_FALSE(store.writer->recording());
  // It has tried again and again and said so once.
  for (int wish = 0; wish < 5; ++wish) CHECK_THROWS_AS(store.take(1), CannotRecord);
  CHECK(store.said() == std::vector<std::string>{"database is locked"});
  stranger.exec("COMMIT");
  CHECK(fact.get());
  CHECK(TroubleFixture::eventually([&] { return store.writer->recording(); }));
  CHECK(store.said() == std::vector<std::string>{"database is locked", "recording"});
  CHECK(store.state("sms", domain::DeliveryState::accepted) == 1);
  CHECK(store.take(100).deliveries.size() == 9);
  CHECK(wrong_counters(*open_for_reading(store.path())) == 0);
}

TEST_CASE("with nothing to record the writer finds out by itself that the stranger is gone") {
  TroubleFixture store;
  store.connection->exec("PRAGMA busy_timeout = 50");
  SQLite::Database stranger(store.path(), SQLite::OPEN_READWRITE);
  stranger.exec("BEGIN IMMEDIATE");
  CHECK_THROWS_AS(store.take(1), CannotRecord);
  CHECK_FALSE(store.writer->recording());
  stranger.exec("ROLLBACK");
  CHECK(TroubleFixture::eventually([&] { return store.writer->recording(); }));
  CHECK(store.said().size() == 2);
  CHECK(store.take(100).deliveries.size() == 10);
}

TEST_CASE("a lock that is let go within the time that we wait is not noticed") {
  TroubleFixture store;
  SQLite::Database stranger(store.path(), SQLite::OPEN_READWRITE);
  stranger.exec("BEGIN IMMEDIATE");
  std::atomic<bool> asked = false;
  auto wish = store.post([&](WriteSession&) { asked = true; });
  CHECK(wish.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
  CHECK_FALSE(asked);
  stranger.exec("COMMIT");
  CHECK(wish.get());
  CHECK(store.said().empty());
}

TEST_CASE("a long reader makes the log grow, stops nothing, and the log is short again when it is gone") {
  TroubleFixture store(200);
  constexpr std::int64_t kLimit = 100 * 4096;
  store.connection->exec("PRAGMA journal_size_limit = " + std::to_string(kLimit));
  // Without the reader the log begins anew every 20 pages or so.
  send(store, 30);
  CHECK(store.log_bytes() < kLimit);
  const auto reader = open_for_reading(store.path());
  reader->exec("BEGIN");
  const int before = reader->execAndGet("SELECT count(*) FROM history").getInt();
  send(store, 100);
  CHECK(store.log_bytes() > 3 * kLimit);
  CHECK(store.writer->recording());
  CHECK(reader->execAndGet("SELECT count(*) FROM history").getInt() == before);
  CHECK(store.state("sms", domain::DeliveryState::accepted) == 130);
  reader->exec("COMMIT");
  // Sending goes on: the log is taken in, begins anew and is cut to its limit.
  send(store, 40);
  CHECK(store.log_bytes() <= kLimit);
  CHECK(store.said().empty());
  CHECK(wrong_counters(*open_for_reading(store.path())) == 0);
}

TEST_CASE("at a quiet moment the log is cut to nothing, and not while somebody reads") {
  TroubleFixture store;
  auto reader = open_for_reading(store.path());
  send(store, 2);
  CHECK(store.log_bytes() > 0);
  reader->exec("BEGIN");
  (void)reader->execAndGet("SELECT count(*) FROM history");
  // Twice the time after which it would be cut, and jobs that write nothing.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(4);
  CHECK(TroubleFixture::eventually([&] {
    CHECK(store.post([](WriteSession&) {}).get());
    return std::chrono::steady_clock::now() > until;
  }));
  CHECK(store.log_bytes() > 0);
  reader->exec("COMMIT");
  CHECK(TroubleFixture::eventually([&] { return store.log_bytes() == 0; }));
  CHECK(store.said().empty());
  send(store, 2);
  CHECK(store.state("sms", domain::DeliveryState::accepted) == 4);
}

}  // namespace triand::store

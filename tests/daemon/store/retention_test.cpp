#include "daemon/store/retention.hpp"

#include <catch2/catch.hpp>

#include "daemon/store/archive_writer.hpp"
#include "daemon/store/feedback.hpp"
#include "tests/daemon/store/store_fixture.hpp"

using namespace triand;
using namespace triand::store;
using namespace std::chrono_literals;

namespace {

// Everybody's telephone changes once.
void change_all(StoreFixture& store, int customers) {
  store.run([&](WriteSession& session) {
    const auto import = begin_import(session, "again.csv", "me", store.now);
    std::vector<domain::Customer> list;
    for (int number = 1; number <= customers; ++number) {
      list.push_back(StoreFixture::customer(number));
      list.back().phone.back() = list.back().phone.back() == '9' ? '8' : '9';
    }
    (void)put_customers(session, import, list, store.now);
  });
}

std::int64_t rows(const StoreFixture& store, const char* sql) {
  return open_for_reading(store.path())->execAndGet(sql).getInt64();
}

}  // namespace

TEST_CASE("what customers were before goes with the campaign that was sent by it") {
  StoreFixture store(10);
  change_all(store, 10);
  REQUIRE(rows(store, "SELECT count(*) FROM customer_history") == 10);
  const auto sweep = [&](TimePoint before, int at_once) {
    int removed = 0;
    std::int64_t last = 0;
    do {
      Reader reader(store.path());
      const auto due = reader.former_values(before, last, at_once, last);
      reader.let_go();
      removed += store.run([&](WriteSession& session) { return remove_former_values(session, due); });
    } while (last != 0);
    return removed;
  };
  // All of them stand in the campaign.
  CHECK(sweep(store.now + 1s, 3) == 0);
  while (store.run([&](WriteSession& session) {
    return archive_some(session, store.campaign, Reader(store.path()).subject_hash(), 4);
  }) > 0) {
  }
  CHECK(sweep(store.now, 3) == 0);
  CHECK(sweep(store.now + 1s, 3) == 10);
  CHECK(rows(store, "SELECT count(*) FROM customer_history") == 0);
  CHECK(rows(store, "SELECT count(*) FROM customer") == 10);
}

TEST_CASE("a value is kept that a campaign came to need after it was looked at") {
  StoreFixture store(3);
  change_all(store, 3);
  const std::vector<FormerValue> all = {{1, 1}, {2, 1}, {3, 1}};
  CHECK(store.run([&](WriteSession& session) { return remove_former_values(session, all); }) == 0);
}

TEST_CASE("words that name no delivery go when they are old, once, and their marks stay") {
  StoreFixture store(3);
  const auto say = [&](const std::string& reference, const std::string& id) {
    store.run([&](WriteSession& session) {
      keep_feedback(session,
                    {.channel = store.channels.at("sms"),
                     .reference = reference,
                     .provider_id = id,
                     .kind = FeedbackKind::rating,
                     .rate = 4,
                     .note = "Rất hài lòng",
                     .answers = {"nhanh"},
                     .said_at = store.now},
                    store.now);
    });
  };
  say("GONE1", "m-1");
  say("GONE2", "m-2");
  const auto forget = [&](TimePoint before) {
    return store.run([&](WriteSession& session) { return forget_unmatched_feedback(session, before, 1); });
  };
  CHECK(forget(store.now) == 0);
  CHECK(forget(store.now + 1s) == 1);
  CHECK(forget(store.now + 1s) == 1);
  CHECK(forget(store.now + 1s) == 0);
  CHECK(rows(store,
             "SELECT count(*) FROM feedback WHERE rate = 4 AND note = '' AND answers = '[]' AND "
             "reference = ''") == 2);
}

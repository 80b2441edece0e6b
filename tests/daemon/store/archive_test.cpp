#include "daemon/store/archive_writer.hpp"

#include <catch2/catch.hpp>

#include "daemon/store/call_note.hpp"
#include "tests/daemon/store/store_fixture.hpp"

using namespace triand;
using namespace triand::store;
using domain::DeliveryEvent;
using domain::Reason;
using domain::SubjectKind;

namespace {

const auto kGoOn = [] { return true; };

// Five delivered, three dead numbers (by email then, taken), two that nobody took in hand.
struct Over : StoreFixture {
  Over() : StoreFixture(10) {
    approve();
    for (const auto& claimed : take(5).deliveries) {
      answer(claimed, DeliveryEvent::answered_accepted);
      run([&](WriteSession& session) {
        LaterWord word;
        word.delivery = claimed.id;
        word.now = now;
        return apply_later_word(session, word);
      });
    }
    for (const auto& claimed : take(3).deliveries)
      answer(claimed, DeliveryEvent::answered_rejected, Reason::bad_number);
    run([&](WriteSession& session) { cancel_campaign(session, "t-2026", "me", "", now); });
    run([&](WriteSession& session) {
      return close_some(session, campaign, DeliveryEvent::cancelled, 100, now);
    });
  }

  int archive(int limit) {
    return run([&](WriteSession& session) { return archive_some(session, campaign, hash(), limit); });
  }
  void begin() {
    Reader reader(path());
    const ReportTally tally = reader.report_tally(campaign, kGoOn);
    run([&](WriteSession& session) { begin_archive(session, campaign, tally, now); });
  }
  [[nodiscard]] domain::SubjectHash hash() const { return Reader(path()).subject_hash(); }
  [[nodiscard]] std::int64_t rows(const char* sql) const {
    return open_for_reading(path())->execAndGet(sql).getInt64();
  }
};

}  // namespace

TEST_CASE("an archive answers who was written to when everything else is gone, and counters stay") {
  Over store;
  const auto before = store.counts();
  store.begin();
  int taken = 0;
  for (int piece = 1; piece > 0; taken += piece) piece = store.archive(3);
  CHECK(taken == 10);
  for (const char* sql : {"SELECT count(*) FROM recipient", "SELECT count(*) FROM delivery",
                          "SELECT count(*) FROM history", "SELECT count(*) FROM deferred"})
    CHECK(store.rows(sql) == 0);
  const auto after = store.counts();
  CHECK(after.recipients == before.recipients);
  CHECK(after.channels == before.channels);
  CHECK(after.spent == before.spent);
  Reader reader(store.path());
  const auto hash = store.hash();
  int delivered = 0;
  int failed = 0;
  int never = 0;
  for (int number = 1; number <= 10; ++number) {
    const auto customer = StoreFixture::customer(number);
    const auto by_phone = reader.archived_contacts(hash(SubjectKind::telephone, customer.phone));
    const auto by_code = reader.archived_contacts(hash(SubjectKind::customer, customer.code));
    REQUIRE(by_phone.size() == by_code.size());
    if (by_phone.empty()) {
      ++never;
      continue;
    }
    CHECK(by_phone.front().campaign == "t-2026");
    CHECK(by_phone.front().channel == "sms");
    if (by_phone.front().state == domain::DeliveryState::delivered) ++delivered;
    if (by_phone.front().reason == Reason::bad_number) ++failed;
  }
  CHECK(delivered == 5);
  CHECK(failed == 3);
  CHECK(never == 2);
}

TEST_CASE("what a customer said loses its words and its customer, the mark stays") {
  Over store;
  const auto delivery = store.rows("SELECT id FROM delivery WHERE state = 3 LIMIT 1");
  store.run([&](WriteSession& session) {
    auto& insert = session.prepare(
        "INSERT INTO feedback (channel_id, delivery_id, customer_id, kind, rate, note, answers, reference, "
        "provider_id, said_at, at) VALUES (1, ?, 1, 0, 2, 'came late', '[\"slow\"]', 'R', 'P', 1, 1)");
    insert.bind(1, delivery);
    insert.exec();
  });
  store.begin();
  CHECK(store.archive(100) == 10);
  CHECK(store.rows("SELECT count(*) FROM feedback WHERE note <> '' OR answers <> '[]' OR customer_id <> 0 OR "
                   "reference <> ''") == 0);
  CHECK(store.rows("SELECT rate FROM feedback") == 2);
}

TEST_CASE("the report's figures are those from before, whoever reads them") {
  Over store;
  const ReportTally before = Reader(store.path()).report_tally(store.campaign, kGoOn);
  CHECK_FALSE(before.cells.empty());
  store.begin();
  (void)store.archive(4);
  const ReportTally half = Reader(store.path()).report_tally(store.campaign, kGoOn);
  CHECK(half.cells == before.cells);
  CHECK(half.hours == before.hours);
  // Begun again after a crash: what is left by then is not what there was.
  store.begin();
  CHECK(Reader(store.path()).report_tally(store.campaign, kGoOn).cells == before.cells);
}

TEST_CASE("a transaction that fails takes no recipient half") {
  Over store;
  store.begin();
  struct PowerCut {};
  CHECK_THROWS_AS(store.run([&](WriteSession& session) {
    (void)archive_some(session, store.campaign, store.hash(), 4);
    throw PowerCut{};
  }),
                  PowerCut);
  CHECK(store.rows("SELECT count(*) FROM recipient") == 10);
  CHECK(store.rows("SELECT count(*) FROM archive_contact") == 0);
  CHECK(store.archive(100) == 10);
  CHECK(store.rows("SELECT count(*) FROM archive_contact") == 16);
}

TEST_CASE("what people typed goes with the deliveries, and with the customers, that it was about") {
  Over store;
  Reader reader(store.path());
  const std::string code = StoreFixture::customer(1).code;
  const std::string reference =
      reader.deliveries_of(reader.customer(code).value().customer.id).front().reference;
  reader.let_go();
  store.run([&](WriteSession& session) {
    write_audit(session, "lan", "delivery.resolve_failed", reference, "khách nói chưa nhận", store.now);
    (void)put_call_note(session, {.customer_code = code, .words = "gọi hai lần", .who = "lan"}, store.now);
    (void)put_call_note(session,
                        {.customer_code = StoreFixture::customer(3).code, .words = "vẫn còn", .who = "lan"},
                        store.now);
  });
  const auto words = [&](const char* action) {
    std::vector<std::string> out;
    for (const AuditRow& row : reader.audit({.action = action, .limit = 5})) out.push_back(row.reason);
    return out;
  };
  store.begin();
  CHECK(store.archive(100) == 10);
  CHECK(words("delivery") == std::vector<std::string>{""});
  CHECK(words("customer.note") == std::vector<std::string>{"vẫn còn", "gọi hai lần"});
  const std::int64_t old = reader.last_import_before(store.now + std::chrono::seconds(1));
  store.run([&](WriteSession& session) {
    (void)put_customers(session, begin_import(session, "again.csv", "me", store.now),
                        std::vector{StoreFixture::customer(3)}, store.now);
  });
  const auto due = reader.customers_of_old_lists(old, 0, 100);
  reader.let_go();
  CHECK(store.run([&](WriteSession& session) { return remove_customers(session, store.hash(), old, due); }) ==
        9);
  CHECK(words("customer.note") == std::vector<std::string>{"vẫn còn", ""});
}

TEST_CASE("a customer goes when no list and no campaign names it any more") {
  Over store;
  Reader reader(store.path());
  const std::int64_t old = reader.last_import_before(store.now + std::chrono::seconds(1));
  REQUIRE(old > 0);
  CHECK(reader.last_import_before(store.now) == 0);
  // All of them stand in the campaign.
  CHECK(reader.customers_of_old_lists(old, 0, 100).empty());
  store.begin();
  CHECK(store.archive(100) == 10);
  store.run([&](WriteSession& session) {
    const auto import = begin_import(session, "again.csv", "me", store.now);
    (void)put_customers(session, import, std::vector{StoreFixture::customer(3)}, store.now);
  });
  const auto due = reader.customers_of_old_lists(old, 0, 100);
  CHECK(due.size() == 9);
  reader.let_go();
  const auto remove = [&] {
    return store.run(
        [&](WriteSession& session) { return remove_customers(session, store.hash(), old, due); });
  };
  SECTION("all but the one that was named again") {
    CHECK(remove() == 9);
    CHECK(store.rows("SELECT count(*) FROM customer") == 1);
  }
  SECTION("one that was named meanwhile stays") {
    store.run([&](WriteSession& session) {
      const auto import = begin_import(session, "now.csv", "me", store.now);
      (void)put_customers(session, import, std::vector{StoreFixture::customer(5)}, store.now);
    });
    CHECK(remove() == 8);
  }
  SECTION("none while a plan is being written: it holds them in memory") {
    NewPlan plan = store.header();
    plan.name = "u-2026";
    (void)store.run([&](WriteSession& session) { return begin_plan(session, plan, store.now); });
    CHECK(remove() == 0);
    CHECK(store.rows("SELECT count(*) FROM customer") == 10);
  }
}

TEST_CASE("what a purge frees leaves the file, a few pages at a time") {
  StoreFixture store(3000);
  const auto pages = [&] { return open_for_reading(store.path())->execAndGet("PRAGMA page_count").getInt(); };
  const int before = pages();
  for (int piece = 1; piece > 0;)
    piece = store.run([&](WriteSession& session) {
      return archive_some(session, store.campaign, Reader(store.path()).subject_hash(), 500);
    });
  CHECK(pages() == before);
  int steps = 0;
  while (store.run([](WriteSession& session) { return shrink(session, 10); })) ++steps;
  CHECK(steps > 3);
  CHECK(pages() < before);
  CHECK(open_for_reading(store.path())->execAndGet("PRAGMA integrity_check").getString() == "ok");
}

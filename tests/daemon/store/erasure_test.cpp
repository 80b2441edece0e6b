#include "daemon/store/erasure.hpp"

#include <catch2/catch.hpp>

#include <SQLiteCpp/Statement.h>

#include "daemon/store/schema.hpp"
#include "daemon/store/store_error.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "tests/daemon/store/erasure_fixture.hpp"

namespace triand::store {
namespace {

using namespace std::chrono_literals;
using domain::DeliveryEvent;
using domain::DeliveryState;
using domain::Reason;

using Bench = ErasureBench;

std::string code(int number) { return StoreFixture::customer(number).code; }

}  // namespace

TEST_CASE("an erasure withdraws what waits and leaves everybody else where they are") {
  Bench bench;
  const Erasure done = bench.desk->erase(code(2), "lan");
  CHECK(done.withdrawn == 1);
  CHECK(done.on_the_way == 0);
  CHECK(done.kept == 1);
  CHECK(bench.delivery(2).state == DeliveryState::failed);
  CHECK(bench.delivery(2).reason == Reason::erased);
  CHECK(bench.store.state("sms", DeliveryState::queued) == 3);
  CHECK(bench.store.bucket(domain::RecipientState::unreached) == 1);
  CHECK(bench.store.recipients() == 4);
  CHECK(bench.store.counters_are_exact());
  // The others are claimed as if nothing had happened, however small the claims are.
  int claimed = 0;
  for (int turn = 0; turn < 3; ++turn) claimed += static_cast<int>(bench.store.take(1).deliveries.size());
  CHECK(claimed == 3);
  CHECK_THROWS_AS(bench.desk->erase("PA05000000000", "lan"), NotFound);
}

TEST_CASE("what is on its way is answered for, without the gateway's words") {
  Bench bench(2);
  const auto claimed = bench.store.take(2).deliveries;
  REQUIRE(claimed.size() == 2);
  const int first = static_cast<int>(claimed[0].customer.customer.id);
  const Erasure done = bench.desk->erase(code(first), "lan");
  CHECK(done.withdrawn == 0);
  CHECK(done.on_the_way == 1);
  for (const ClaimedDelivery& one : claimed) {
    AttemptRecord record;
    record.delivery = one.id;
    record.lease = one.lease;
    record.event = DeliveryEvent::answered_accepted;
    record.provider_id = "gw-1";
    record.detail = "taken for " + one.customer.customer.phone;
    record.at = bench.store.now;
    record.now = bench.store.now;
    record.customer_version = one.customer.version;
    bench.store.run([&](WriteSession& session) { record_attempt(session, record); });
  }
  Reader reader(bench.store.path());
  const DeliveryView view = bench.delivery(first);
  CHECK(view.state == DeliveryState::accepted);
  CHECK(view.provider_id == "gw-1");
  CHECK(reader.is_erased(view));
  for (const HistoryView& row : reader.history(view.id)) CHECK(row.detail.empty());
  // The control: of the other the words are kept.
  const DeliveryView other = bench.delivery(3 - first);
  CHECK_FALSE(reader.is_erased(other));
  CHECK(reader.history(other.id).back().detail.find("+84") != std::string::npos);
  CHECK(bench.store.counters_are_exact());
}

TEST_CASE("what was erased is nowhere in the files once the log is empty, and is there before") {
  Bench bench;
  domain::Customer changed = StoreFixture::customer(2);
  changed.full_name = "Người Sẽ Được Quên";
  changed.email = "sequen@example.vn";
  changed.extra = {{"gift", "lịch để quên"}};
  REQUIRE(bench.load({changed}) == std::vector{domain::PutFate::updated});
  domain::Customer later = changed;
  later.address = "ngõ quên lãng";
  REQUIRE(bench.load({later}) == std::vector{domain::PutFate::updated});
  bench.desk->add({{domain::SubjectKind::email, changed.email}, {}, "gọi từ máy bàn"}, "lan");
  const std::vector<std::string> traces = {"Người Sẽ Được Quên", "sequen@example.vn", "lịch để quên",
                                           "ngõ quên lãng", "gọi từ máy bàn"};
  for (const std::string& trace : traces) CHECK(bench.files_hold(trace));
  CHECK_FALSE(bench.desk->erase(code(2), "lan").before);
  // Without the purge the log still has it: the test would see it.
  CHECK(bench.files_hold("sequen@example.vn"));
  REQUIRE(bench.desk->purge_waits());
  REQUIRE(bench.desk->purge());
  for (const std::string& trace : traces) {
    CAPTURE(trace);
    CHECK_FALSE(bench.files_hold(trace));
  }
  CHECK(bench.files_hold(StoreFixture::customer(3).full_name));
  CHECK_FALSE(bench.desk->purge_waits());
  CHECK(bench.desk->erase(code(2), "lan").before);
}

TEST_CASE("a purge that a reader holds up is done when the reader has gone") {
  Bench bench;
  (void)bench.desk->erase(code(1), "lan");
  {
    Reader reader(bench.store.path());
    const Reader::Snapshot snapshot(reader);
    CHECK(reader.customer(code(1)).has_value());
    bench.store.run([&](WriteSession& session) { write_audit(session, "an", "x", "", "", bench.store.now); });
    CHECK_FALSE(bench.desk->purge());
    CHECK(bench.desk->purge_waits());
  }
  CHECK(bench.desk->purge());
  // Also after a crash in between: the mark is in the database.
  (void)bench.desk->erase(code(2), "lan");
  SuppressionDesk fresh(*bench.store.writer, bench.store.path(), [&] { return bench.store.now; });
  CHECK(fresh.purge_waits());
  CHECK(fresh.purge());
}

TEST_CASE("whoever was erased is suppressed by code, telephone and email, of which only a hash is left") {
  Bench bench;
  const domain::Customer known = StoreFixture::customer(2);
  (void)bench.desk->erase(known.code, "lan");
  CHECK(bench.desk->index().everywhere(known, false, bench.store.now) == Reason::erased);
  domain::Customer moved = known;
  moved.code = "PA05999999999";
  CHECK(bench.desk->index().by_channel(moved, {.now = bench.store.now}) == Reason::erased);
  for (const SuppressionRow& row : Reader(bench.store.path()).suppressions(0, 10)) {
    const bool customer = row.suppression.subject.kind == domain::SubjectKind::customer;
    CHECK(row.suppression.subject.text == (customer ? known.code : ""));
  }
  // Lifting it from the customer lifts it from the telephone.
  bench.desk->remove({domain::SubjectKind::customer, known.code}, {}, "lan", "asked for it");
  CHECK(bench.desk->index().subjects() == 0);
  CHECK(Reader(bench.store.path()).suppressions(0, 10).empty());
}

TEST_CASE("a list does not bring erased data back until the suppression is removed") {
  Bench bench;
  const domain::Customer known = StoreFixture::customer(2);
  const auto claimed = bench.store.take(4).deliveries;
  for (const ClaimedDelivery& one : claimed) {
    AttemptRecord record;
    record.delivery = one.id;
    record.lease = one.lease;
    record.event = DeliveryEvent::answered_accepted;
    record.at = bench.store.now;
    record.now = bench.store.now;
    record.customer_version = one.customer.version;
    bench.store.run([&](WriteSession& session) { record_attempt(session, record); });
  }
  (void)bench.desk->erase(known.code, "lan");
  CHECK(bench.load({known, StoreFixture::customer(3)}) ==
        std::vector{domain::PutFate::erased, domain::PutFate::unchanged});
  Reader reader(bench.store.path());
  CHECK(reader.customer(known.code)->customer.full_name.empty());
  CHECK(reader.customer(known.code)->customer.phone.empty());
  bench.desk->remove({domain::SubjectKind::customer, known.code}, {}, "lan", "asked for it");
  CHECK(bench.load({known}) == std::vector{domain::PutFate::updated});
  CHECK(reader.customer(known.code)->customer.full_name == known.full_name);
  // What was sent before is not shown as if it had been sent to what the list says now.
  const DeliveryView before = bench.delivery(2);
  CHECK(reader.is_erased(before));
  CHECK(reader.customer(before.customer_id, before.customer_version)->customer.phone.empty());
}

TEST_CASE("a database of version 1 with data is brought up to date and keeps its data") {
  StoreFixture store(0);
  const std::string path = store.path() + "-1";
  {
    SQLite::Database old(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec("PRAGMA journal_mode = WAL");
    old.exec(std::string(migrations()[0]));
    old.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
    old.exec("PRAGMA user_version = 1");
    old.exec(
        "INSERT INTO customer (code, full_name, phone, address, unit_id, province, segment, language, "
        "opt_out, "
        "version, import_id) VALUES ('PA05010000001', 'Nguyễn Văn An', 84912345678, '', 0, '', '', 'vi', 0, "
        "1, "
        "1)");
    REQUIRE_FALSE(old.tableExists("suppression"));
  }
  Writer writer(open_for_writing(path), nullptr);
  CHECK(open_for_reading(path)->execAndGet("PRAGMA user_version").getInt() ==
        static_cast<int>(migrations().size()));
  Reader reader(path);
  CHECK(reader.customer("PA05010000001")->customer.phone == "+84912345678");
  SuppressionDesk desk(writer, path, [&] { return store.now; });
  CHECK(desk.add({{domain::SubjectKind::telephone, "+84912345678"}, {}, ""}, "lan") ==
        SuppressionFate::added);
  CHECK(desk.erase("PA05010000001", "lan").kept == 0);
  // Each database hashes with a key of its own.
  CHECK(reader.subject_hash()(domain::SubjectKind::telephone, "+84912345678") !=
        Reader(store.path()).subject_hash()(domain::SubjectKind::telephone, "+84912345678"));
}

}  // namespace triand::store

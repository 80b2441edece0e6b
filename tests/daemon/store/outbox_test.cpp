#include <catch2/catch.hpp>

#include "daemon/domain/reference.hpp"
#include "daemon/store/recovery.hpp"
#include "daemon/store/retry_shift.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

using domain::DeliveryEvent;
using domain::DeliveryState;
using domain::Reason;
using domain::RecipientState;

TEST_CASE("nothing is claimed before somebody approves") {
  StoreFixture store;
  CHECK(store.take(5).deliveries.empty());
  store.approve();
  CHECK(store.take(5).deliveries.size() == 5);
}

TEST_CASE("a claim marks deliveries as sending and never gives one twice") {
  StoreFixture store;
  store.approve();
  std::set<std::int64_t> seen;
  for (int round = 0; round < 4; ++round)
    for (const auto& claimed : store.take(3).deliveries) CHECK(seen.insert(claimed.id).second);
  CHECK(seen.size() == 10);
  CHECK(store.state("sms", DeliveryState::sending) == 10);
  CHECK(store.state("sms", DeliveryState::queued) == 0);
  CHECK(store.bucket(RecipientState::pending) == 10);
  CHECK(store.counters_are_exact());
}

TEST_CASE("a claim takes from the unit that is furthest behind") {
  StoreFixture store;
  store.approve();
  std::map<std::string, int> units;
  for (int round = 0; round < 3; ++round)
    for (const auto& claimed : store.take(2).deliveries) ++units[claimed.customer.customer.unit];
  CHECK(std::abs(units["PA05"] - units["PA22"]) <= 2);
  CHECK(units["PA05"] + units["PA22"] == 6);
}

TEST_CASE("an outcome moves the row, both counters and the history together") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(1).deliveries.at(0);
  CHECK(store.answer(claimed, DeliveryEvent::answered_accepted).state == DeliveryState::accepted);
  CHECK(store.state("sms", DeliveryState::accepted) == 1);
  CHECK(store.bucket(RecipientState::sent) == 1);
  CHECK(store.recipients() == 10);
  CHECK(store.counters_are_exact());
  Reader reader(store.path());
  const auto view = reader.deliveries_of(claimed.customer.customer.id).at(0);
  CHECK(view.provider_id == "gateway-id");
  CHECK(view.attempts == 1);
  CHECK(view.reference == domain::make_reference("t-2026", claimed.customer.customer.code, 0, "sms"));
  REQUIRE(reader.delivery(view.reference));
  CHECK(reader.history(view.id).size() == 1);
}

TEST_CASE("a failure queues the leg's next channel in the same step") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(1).deliveries.at(0);
  const auto recorded = store.answer(claimed, DeliveryEvent::answered_rejected, domain::Reason::bad_number,
                                     store.channels.at("email"));
  CHECK(recorded.fell_back);
  CHECK(store.state("sms", DeliveryState::failed) == 1);
  CHECK(store.state("email", DeliveryState::queued) == 1);
  CHECK(store.bucket(RecipientState::pending) == 10);
  CHECK(store.bucket(RecipientState::unreached) == 0);
  CHECK(store.counters_are_exact());
}

TEST_CASE("who refused is not written to by another channel") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(1).deliveries.at(0);
  CHECK_FALSE(store
                  .answer(claimed, DeliveryEvent::answered_rejected, domain::Reason::opted_out,
                          store.channels.at("email"))
                  .fell_back);
  CHECK(store.bucket(RecipientState::unreached) == 1);
}

TEST_CASE("a deferred delivery comes back when it is due and not before") {
  StoreFixture store(1);
  store.approve();
  const auto claimed = store.take(1).deliveries.at(0);
  AttemptRecord record;
  record.delivery = claimed.id;
  record.lease = claimed.lease;
  record.event = DeliveryEvent::answered_deferred;
  record.reason = domain::Reason::throttled;
  record.at = record.now = store.now;
  record.due = store.now + std::chrono::minutes(5);
  store.run([&](WriteSession& session) { record_attempt(session, record); });
  auto early = store.take(1);
  CHECK(early.deliveries.empty());
  REQUIRE(early.next_due);
  CHECK(*early.next_due == store.now + std::chrono::minutes(5));
  store.now += std::chrono::minutes(6);
  const auto again = store.take(1);
  REQUIRE(again.deliveries.size() == 1);
  CHECK(again.deliveries.at(0).id == claimed.id);
  CHECK(again.deliveries.at(0).attempts == 1);
  CHECK(store.counters_are_exact());
}

TEST_CASE("a clock that is set back prolongs no wait for another try") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(2).deliveries;
  REQUIRE(claimed.size() == 2);
  const auto closes_at = store.header().closes_at;
  for (const auto& one : claimed) {
    AttemptRecord deferred;
    deferred.delivery = one.id;
    deferred.lease = one.lease;
    deferred.event = DeliveryEvent::answered_deferred;
    deferred.at = deferred.now = store.now;
    deferred.due = one.id == claimed[0].id ? store.now + std::chrono::minutes(1) : closes_at;
    store.run([&](WriteSession& session) { record_attempt(session, deferred); });
  }
  CHECK(store.take(0).next_due == store.now + std::chrono::minutes(1));
  store.run([&](WriteSession& session) { shift_retries(session, std::chrono::minutes(20)); });
  CHECK(store.take(0).next_due == store.now - std::chrono::minutes(19));
  std::set<std::int64_t> ids;
  for (const auto& one : store.take(100).deliveries) ids.insert(one.id);
  CHECK(ids.contains(claimed[0].id));
  // The other one waits for the window's end, which is where it was.
  CHECK_FALSE(ids.contains(claimed[1].id));
  CHECK(store.take(0).next_due == closes_at);
}

TEST_CASE("after a crash what was on its way is in doubt, and only that") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(4).deliveries;
  REQUIRE(claimed.size() == 4);
  store.answer(claimed[0], DeliveryEvent::answered_accepted);
  AttemptRecord deferred;
  deferred.delivery = claimed[1].id;
  deferred.lease = claimed[1].lease;
  deferred.event = DeliveryEvent::answered_deferred;
  deferred.at = deferred.now = store.now;
  deferred.due = store.now + std::chrono::minutes(1);
  store.run([&](WriteSession& session) { record_attempt(session, deferred); });
  store.writer.reset();
  store.open();
  const auto found = store.run([&](WriteSession& session) {
    return recover_leases(
        session, [](std::int64_t, const std::string&, TimePoint) { return CrashFate::in_doubt; }, store.now);
  });
  CHECK(found.in_doubt == 2);
  CHECK(store.state("sms", DeliveryState::in_doubt) == 2);
  CHECK(store.state("sms", DeliveryState::sending) == 0);
  CHECK(store.state("sms", DeliveryState::accepted) == 1);
  CHECK(store.state("sms", DeliveryState::queued) == 7);
  CHECK(store.bucket(RecipientState::in_doubt) == 2);
  CHECK(store.recipients() == 10);
  CHECK(store.counters_are_exact());
  const auto history = Reader(store.path()).history(claimed[2].id);
  REQUIRE(history.size() == 1);
  CHECK(history.front().event == HistoryEvent::crash);
  // In doubt is never claimed again.
  std::set<std::int64_t> ids;
  for (const auto& one : store.take(100).deliveries) ids.insert(one.id);
  CHECK(ids.size() == 6);
  CHECK_FALSE(ids.contains(claimed[2].id));
  CHECK_FALSE(ids.contains(claimed[3].id));
}

}  // namespace triand::store

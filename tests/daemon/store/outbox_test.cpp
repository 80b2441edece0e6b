#include <catch2/catch.hpp>

#include "daemon/domain/reference.hpp"
#include "daemon/store/housekeeping.hpp"
#include "daemon/store/recovery.hpp"
#include "daemon/store/retry_shift.hpp"
#include "daemon/store/store_error.hpp"
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

TEST_CASE("what the gateway knows already counts as accepted, unless it was accepted before and failed") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(2).deliveries;
  const auto answer = [&](const ClaimedDelivery& one, bool duplicate) {
    AttemptRecord record;
    record.delivery = one.id;
    record.lease = one.lease;
    record.event = DeliveryEvent::answered_accepted;
    record.duplicate = duplicate;
    record.at = record.now = store.now;
    return store.run([&](WriteSession& session) { return record_attempt(session, record); }).state;
  };
  // After a doubt, say.
  CHECK(answer(claimed[0], true) == DeliveryState::accepted);
  CHECK(answer(claimed[1], false) == DeliveryState::accepted);
  LaterWord failed;
  failed.delivery = claimed[1].id;
  failed.event = DeliveryEvent::receipt_failed;
  failed.reason = Reason::unreachable;
  failed.now = store.now;
  LaterWord again;
  again.delivery = claimed[1].id;
  again.event = DeliveryEvent::resend;
  again.history = HistoryEvent::resolved;
  again.now = store.now;
  store.run([&](WriteSession& session) {
    REQUIRE(apply_later_word(session, failed));
    REQUIRE(apply_later_word(session, again));
  });
  std::vector<ClaimedDelivery> next;
  for (auto& one : store.take(100).deliveries)
    if (one.id == claimed[1].id) next.push_back(one);
  REQUIRE(next.size() == 1);
  CHECK(answer(next[0], true) == DeliveryState::failed);
  CHECK(store.counters_are_exact());
}

TEST_CASE("what certainly had not left is queued again after a crash") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(2).deliveries;
  const auto found = store.run([&](WriteSession& session) {
    return recover_leases(
        session,
        [&](std::int64_t, const std::string& reference, TimePoint) {
          return reference == domain::make_reference("t-2026", claimed[0].customer.customer.code, 0, "sms")
                     ? CrashFate::sent
                     : CrashFate::not_sent;
        },
        store.now);
  });
  CHECK(found.requeued == 1);
  CHECK(found.accepted == 1);
  CHECK(store.state("sms", DeliveryState::accepted) == 1);
  CHECK(store.take(100).deliveries.size() == 9);
  CHECK(store.counters_are_exact());
}

TEST_CASE("the first final state wins and later words stay in the history") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(1).deliveries.at(0);
  // A receipt that comes before the answer settles it.
  const auto word = [&](DeliveryEvent event) {
    LaterWord later;
    later.delivery = claimed.id;
    later.event = event;
    later.now = store.now;
    return store.run([&](WriteSession& session) { return apply_later_word(session, later); });
  };
  CHECK(word(DeliveryEvent::receipt_delivered));
  CHECK(store.answer(claimed, DeliveryEvent::answered_in_doubt, domain::Reason::timeout).state ==
        DeliveryState::delivered);
  CHECK_FALSE(word(DeliveryEvent::receipt_failed));
  CHECK(store.state("sms", DeliveryState::delivered) == 1);
  CHECK(store.bucket(RecipientState::reached) == 1);
  CHECK(Reader(store.path()).history(claimed.id).size() == 3);
  CHECK(store.counters_are_exact());
}

TEST_CASE("held-back units, channels and campaigns give nothing until they are let go") {
  StoreFixture store;
  store.approve();
  store.run([&](WriteSession& session) {
    set_pause(session, store.campaign, 0, 1, "operator", "storm", "paused", store.now);
  });
  for (const auto& claimed : store.take(100).deliveries) CHECK(claimed.customer.customer.unit == "PA22");
  store.run([&](WriteSession& session) {
    set_pause(session, store.campaign, 0, 0, "operator", "", "paused", store.now);
  });
  CHECK(store.take(100).deliveries.empty());
  CHECK(store.run([&](WriteSession& session) {
    return clear_pause(session, store.campaign, 0, 0, "operator", "", store.now);
  }) == 2);
  CHECK(store.take(100).deliveries.size() == 5);
}

TEST_CASE("when the window closes the rest expires and the campaign finishes") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(3).deliveries;
  store.answer(claimed[0], DeliveryEvent::answered_accepted);
  store.now += std::chrono::hours(2);
  CHECK(store.take(5).deliveries.empty());
  const auto keep = [&] {
    return store.run([&](WriteSession& session) { return keep_house(session, store.now); });
  };
  CHECK(keep().closed == 7);
  CHECK(store.bucket(RecipientState::expired) == 7);
  // Two are still on their way.
  CHECK(keep().finished.empty());
  store.answer(claimed[1], DeliveryEvent::answered_accepted);
  store.answer(claimed[2], DeliveryEvent::answered_deferred, domain::Reason::throttled);
  (void)keep();
  (void)keep();
  CHECK(Reader(store.path()).campaign("t-2026")->state == "finished");
  CHECK(store.bucket(RecipientState::expired) == 8);
  CHECK(store.recipients() == 10);
  CHECK(store.counters_are_exact());
}

TEST_CASE("a plan is replaced as a whole and refused once approved") {
  StoreFixture store;
  const auto plan_again = [&] {
    store.run([&](WriteSession& session) {
      const auto again = begin_plan(session, store.header(), store.now);
      NewRecipient one;
      one.customer = 1;
      one.unit = 2;
      one.bucket = RecipientState::suppressed;
      one.reason = domain::Reason::opted_out;
      add_recipients(session, again, std::vector{one}, store.now);
      finish_plan(session, again, "{}", 5);
      store.campaign = again;
    });
  };
  plan_again();
  CHECK(store.recipients() == 1);
  CHECK(Reader(store.path()).campaigns().size() == 1);
  while (store.run([&](WriteSession& session) { return purge_plans(session, 3); })) continue;
  CHECK(Reader(store.path()).deliveries_of(1).empty());
  store.approve();
  CHECK_THROWS_AS(plan_again(), WrongState);
}

TEST_CASE("two persons: whoever planned cannot approve") {
  StoreFixture store;
  const auto approve = [&](const std::string& who) {
    store.run([&](WriteSession& session) { approve_campaign(session, "t-2026", who, true, store.now); });
  };
  CHECK_THROWS_AS(approve("planner"), Refused);
  CHECK_NOTHROW(approve("another"));
  CHECK_THROWS_AS(approve("another"), WrongState);
}

TEST_CASE("a list loaded again changes nothing, and changed data keeps the old in the history") {
  StoreFixture store(3);
  const auto put = [&](std::vector<domain::Customer> list) {
    return store.run([&](WriteSession& session) {
      return put_customers(session, begin_import(session, "again.csv", "somebody", store.now), list,
                           store.now);
    });
  };
  CHECK(put({StoreFixture::customer(1)}) == std::vector{domain::PutFate::unchanged});
  domain::Customer changed = StoreFixture::customer(1);
  changed.phone = "+84987654321";
  changed.extra = {{"dien_nang", "120"}};
  domain::Customer other = changed;
  other.full_name = "khác";
  CHECK(put({changed, changed, other}) ==
        std::vector{domain::PutFate::updated, domain::PutFate::unchanged, domain::PutFate::conflict});
  Reader reader(store.path());
  CHECK(reader.customer(1, 1)->customer.phone == StoreFixture::customer(1).phone);
  CHECK(reader.customer(1, 2)->customer.phone == "+84987654321");
  CHECK(reader.customers_by_phone(StoreFixture::customer(1).phone) == std::vector<std::int64_t>{1});
  CHECK(reader.extra_columns() == std::vector<std::string>{"dien_nang"});
}

TEST_CASE("a job that fails takes back what it did and nothing else") {
  StoreFixture store;
  store.approve();
  CHECK_THROWS_AS(store.run([&](WriteSession& session) {
    (void)claim(session, {.campaign = store.campaign,
                          .channel = store.channels.at("sms"),
                          .limit = 5,
                          .day = 1,
                          .now = store.now});
    throw NotFound("no");
  }),
                  NotFound);
  CHECK(store.state("sms", DeliveryState::sending) == 0);
  CHECK(store.take(100).deliveries.size() == 10);
  CHECK(store.counters_are_exact());
}

}  // namespace triand::store

#include <catch2/catch.hpp>

#include "daemon/domain/reference.hpp"
#include "daemon/store/housekeeping.hpp"
#include "daemon/store/recovery.hpp"
#include "daemon/store/store_error.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

using domain::DeliveryEvent;
using domain::DeliveryState;
using domain::Reason;
using domain::RecipientState;

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
  const auto says_what_can_be_done = Catch::Contains("another text needs another name");
  CHECK_THROWS_WITH(plan_again(), Catch::Contains("t-2026 is approved") && says_what_can_be_done);
  CHECK_THROWS_AS(plan_again(), WrongState);
  // Cancelling it frees nothing: who has got it and who has not bears its name.
  store.run([&](WriteSession& session) { cancel_campaign(session, "t-2026", "operator", "", store.now); });
  CHECK_THROWS_WITH(plan_again(), Catch::Contains("t-2026 is cancelled") && says_what_can_be_done);
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

TEST_CASE("a customer's further columns come back as they were, whatever stands in them") {
  StoreFixture store(0);
  domain::Customer customer = StoreFixture::customer(1);
  customer.extra = {{"quà tặng", "lịch \"để bàn\""}, {"a\\b", "c\nd\te\x01\x7F"}, {"]", "],[\""}, {"", ""}};
  customer.set_aside = {{"phone", "0912\\345"}};
  store.run([&](WriteSession& session) {
    const std::vector list{customer};
    (void)put_customers(session, begin_import(session, "list.csv", "somebody", store.now), list, store.now);
  });
  const auto read = Reader(store.path()).customer(customer.code);
  REQUIRE(read);
  CHECK(read->customer.extra == customer.extra);
  CHECK(read->customer.set_aside == customer.set_aside);
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

TEST_CASE("what a gateway took and has said nothing final of is told, newest first, with its id") {
  StoreFixture store;
  store.approve();
  const auto claimed = store.take(4).deliveries;
  for (int i = 0; i < 3; ++i)
    store.answer(claimed[static_cast<std::size_t>(i)], DeliveryEvent::answered_accepted);
  Reader reader(store.path());
  const auto channel = store.channels.at("sms");
  const auto taken = reader.taken_since(channel, store.now - std::chrono::hours(1), 10);
  REQUIRE(taken.size() == 3);
  for (const auto& one : taken) {
    CHECK(one.provider_id == "gateway-id");
    CHECK(one.phone.starts_with("+8491000"));
    CHECK(reader.delivery(one.reference).has_value());
  }
  CHECK(reader.taken_since(channel, store.now - std::chrono::hours(1), 2).size() == 2);
  CHECK(reader.taken_since(channel, store.now + std::chrono::hours(1), 10).empty());
  CHECK(reader.taken_since(store.channels.at("email"), store.now - std::chrono::hours(1), 10).empty());
}

TEST_CASE("a claim tells since when a message may have left, until an operator decides") {
  StoreFixture store(1);
  store.approve();
  const auto first = store.take(1).deliveries.at(0);
  CHECK_FALSE(first.in_doubt_since);
  store.answer(first, DeliveryEvent::answered_in_doubt);
  const auto decide = [&](const std::string& who) {
    store.run([&](WriteSession& session) {
      LaterWord word = resend_word(first.id, store.now, {});
      word.who = who;
      CHECK(apply_later_word(session, word));
    });
  };
  decide(kServiceItself);
  const auto second = store.take(1).deliveries.at(0);
  REQUIRE(second.in_doubt_since);
  CHECK(*second.in_doubt_since == store.now);
  store.answer(second, DeliveryEvent::answered_in_doubt);
  decide("lan");
  CHECK_FALSE(store.take(1).deliveries.at(0).in_doubt_since);
}

}  // namespace triand::store

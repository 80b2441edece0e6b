#include <catch2/catch.hpp>

#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

using domain::DeliveryEvent;
using namespace std::chrono_literals;

TEST_CASE("how long a gateway takes is known from a hundred answers on, each channel for itself") {
  StoreFixture store(200);
  store.approve();
  const std::int64_t sms = store.channels.at("sms");
  const auto answer = [&](int count) {
    for (const auto& one : store.take(count).deliveries) {
      AttemptRecord record;
      record.delivery = one.id;
      record.lease = one.lease;
      record.event = DeliveryEvent::answered_accepted;
      record.latency_ms = one.customer.customer.id % 2 == 0 ? 100 : 300;
      record.at = store.now;
      record.now = store.now;
      store.run([&](WriteSession& session) { (void)record_attempt(session, record); });
    }
  };
  answer(50);
  CHECK_FALSE(Reader(store.path()).mean_latency(store.campaign, sms));
  for (int round = 0; round < 3; ++round) answer(50);
  CHECK(Reader(store.path()).mean_latency(store.campaign, sms) == 200ms);
  CHECK_FALSE(Reader(store.path()).mean_latency(store.campaign, store.channels.at("email")));
}

TEST_CASE("what never was handed over says nothing of the gateway") {
  StoreFixture store(200);
  store.approve();
  for (const auto& one : store.take(200).deliveries) {
    LaterWord word;
    word.delivery = one.id;
    word.event = DeliveryEvent::receipt_delivered;
    word.now = store.now;
    store.run([&](WriteSession& session) { (void)apply_later_word(session, word); });
  }
  CHECK_FALSE(Reader(store.path()).mean_latency(store.campaign, store.channels.at("sms")));
}

TEST_CASE("when most receipts have come is known from a hundred on, without what is only on its way") {
  StoreFixture store(200);
  store.approve();
  const std::int64_t sms = store.channels.at("sms");
  const TimePoint sent = store.now;
  const auto delay = [&](double share) {
    return Reader(store.path()).receipt_delay(store.campaign, sms, share);
  };
  int number = 0;
  const auto receive = [&](int count) {
    for (const auto& one : store.take(count).deliveries) {
      store.answer(one, DeliveryEvent::answered_accepted);
      for (const bool final : {false, true}) {
        LaterWord word;
        word.delivery = one.id;
        word.event = DeliveryEvent::receipt_delivered;
        word.code = final ? "delivered" : "on its way";
        word.moves = final;
        // One in ten takes an hour, the others a minute.
        word.now = sent + (!final ? 5s : ++number % 10 == 0 ? std::chrono::seconds(1h) : 60s);
        store.run([&](WriteSession& session) { (void)apply_later_word(session, word); });
      }
    }
  };
  receive(50);
  CHECK_FALSE(delay(0.5));
  receive(100);
  CHECK(delay(0.5) == 1min);
  CHECK(delay(0.89) == 1min);
  CHECK(delay(0.95) == 1h);
  CHECK(delay(1) == 1h);
  CHECK_FALSE(Reader(store.path()).receipt_delay(store.campaign, store.channels.at("email"), 0.5));
}

}  // namespace triand::store

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

}  // namespace triand::store

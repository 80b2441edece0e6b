#include "daemon/receipts/receipt_desk.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/store/store_fixture.hpp"

namespace triand::receipts {
namespace {

using channels::Receipt;
using domain::DeliveryEvent;
using domain::DeliveryState;

// Deliveries by sms whose answers the test gives, and a desk that hears what comes later.
struct Counter {
  Counter() {
    store.approve();
    claimed = store.take(10).deliveries;
    sms = store.channels.at("sms");
  }

  void answer(std::size_t at, DeliveryEvent event) {
    store::AttemptRecord record;
    record.delivery = claimed[at].id;
    record.lease = claimed[at].lease;
    record.event = event;
    record.known_by_id = true;
    record.at = record.now = store.now;
    store.run([&](store::WriteSession& session) { return store::record_attempt(session, record).fell_back; });
  }
  void hear(Receipt receipt) {
    desk.take(sms, {std::move(receipt)}, {}, [](bool) {});
    store.run([](store::WriteSession&) { return 0; });
  }
  Receipt taken_late(std::size_t at, const std::string& provider_id = "") {
    Receipt out;
    out.word = Receipt::Word::accepted;
    out.reference = store::Reader(store.path()).delivery_by_id(claimed[at].id)->reference;
    out.provider_id = provider_id;
    return out;
  }
  [[nodiscard]] static Receipt arrived(const std::string& provider_id) {
    Receipt out;
    out.word = Receipt::Word::delivered;
    out.provider_id = provider_id;
    return out;
  }
  [[nodiscard]] DeliveryState state(std::size_t at) const {
    return store::Reader(store.path()).delivery_by_id(claimed[at].id)->state;
  }

  store::StoreFixture store;
  store::SuppressionDesk suppressions{*store.writer, store.path(), [this] { return store.now; }};
  ReceiptDesk desk{*store.writer, suppressions, [this] { return store.now; },
                   [](const store::RoutedDelivery&) { return std::nullopt; }, [](std::int64_t) {}};
  std::vector<store::ClaimedDelivery> claimed;
  std::int64_t sms = 0;
};

}  // namespace

TEST_CASE(
    "a gateway's late word that it took the message settles the doubt, and its id is known from then on") {
  Counter counter;
  counter.answer(0, DeliveryEvent::answered_in_doubt);
  counter.hear(counter.taken_late(0, "pigeon-7"));
  CHECK(counter.state(0) == DeliveryState::accepted);
  CHECK(store::Reader(counter.store.path()).delivery_by_id(counter.claimed[0].id)->provider_id == "pigeon-7");
  counter.hear(Counter::arrived("pigeon-7"));
  CHECK(counter.state(0) == DeliveryState::delivered);
  CHECK(counter.store.counters_are_exact());
}

TEST_CASE("what the gateway said under an id that was not known yet is heard once it is") {
  Counter counter;
  counter.answer(0, DeliveryEvent::answered_in_doubt);
  counter.hear(Counter::arrived("pigeon-8"));
  CHECK(counter.state(0) == DeliveryState::in_doubt);
  counter.hear(counter.taken_late(0, "pigeon-8"));
  CHECK(counter.state(0) == DeliveryState::delivered);
  CHECK(counter.store.counters_are_exact());
}

TEST_CASE("how late a word of delivery came is told once, and only of what had been taken") {
  using namespace std::chrono_literals;
  Counter counter;
  std::vector<std::chrono::milliseconds> delays;
  counter.desk.set_delivered([&](std::int64_t channel, std::chrono::milliseconds delay) {
    if (channel == counter.sms) delays.push_back(delay);
  });
  counter.answer(0, DeliveryEvent::answered_accepted);
  counter.answer(1, DeliveryEvent::answered_in_doubt);
  counter.store.now += 90s;
  for (const std::size_t at : {0U, 0U, 1U}) {
    Receipt receipt = counter.taken_late(at);
    receipt.word = Receipt::Word::delivered;
    counter.hear(receipt);
  }
  CHECK(counter.state(1) == DeliveryState::delivered);
  CHECK(delays == std::vector<std::chrono::milliseconds>{90s});
}

TEST_CASE("that a message was taken moves nothing that is settled") {
  Counter counter;
  counter.answer(0, DeliveryEvent::answered_rejected);
  counter.answer(1, DeliveryEvent::answered_accepted);
  for (const std::size_t at : {0U, 1U}) counter.hear(counter.taken_late(at));
  CHECK(counter.state(0) == DeliveryState::failed);
  CHECK(counter.state(1) == DeliveryState::accepted);
  CHECK(counter.store.counters_are_exact());
}

TEST_CASE("what a gateway repeats is kept once") {
  Counter counter;
  counter.answer(0, DeliveryEvent::answered_accepted);
  Receipt seen = counter.taken_late(0);
  seen.word = Receipt::Word::delivered;
  seen.detail = "webhook-id=seen_1";
  seen.repeats = true;
  const auto kept = [&] { return store::Reader(counter.store.path()).history(counter.claimed[0].id).size(); };
  const std::size_t before = kept();
  for (int time = 0; time < 3; ++time) counter.hear(seen);
  CHECK(kept() == before + 1);
  seen.detail = "webhook-id=seen_2";
  counter.hear(seen);
  CHECK(kept() == before + 2);
  CHECK(counter.state(0) == DeliveryState::delivered);
}

}  // namespace triand::receipts

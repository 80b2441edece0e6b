#include "daemon/store/gateway_message.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

using domain::DeliveryEvent;
using domain::DeliveryState;

struct Bench {
  Bench() {
    store.approve();
    claimed = store.take(4).deliveries;
    sms = store.channels.at("sms");
  }

  Recorded accept(std::size_t at, const std::string& id, bool known_by_id = true) {
    AttemptRecord record;
    record.delivery = claimed[at].id;
    record.lease = claimed[at].lease;
    record.event = DeliveryEvent::answered_accepted;
    record.provider_id = id;
    record.known_by_id = known_by_id;
    record.at = store.now;
    record.now = store.now;
    record.next_channel = store.channels.at("email");
    return store.run([&](WriteSession& session) { return record_attempt(session, record); });
  }

  std::int64_t found(const std::string& id, const std::string& channel = "sms") {
    return store.run([&](WriteSession& session) {
      const auto delivery = find_gateway_message(session, store.channels.at(channel), id);
      return delivery ? delivery->id : 0;
    });
  }

  void stray(const std::string& id, int word) {
    StrayReceipt receipt;
    receipt.channel = sms;
    receipt.word = word;
    receipt.provider_id = id;
    receipt.reason = word == 1 ? domain::Reason::unreachable : domain::Reason::none;
    receipt.now = store.now;
    store.run([&](WriteSession& session) { return keep_stray_receipt(session, receipt), 0; });
  }

  StoreFixture store;
  std::vector<ClaimedDelivery> claimed;
  std::int64_t sms = 0;
};

}  // namespace

TEST_CASE("numbers are their own keys, so that a table of them grows at its end") {
  CHECK(gateway_key("123456") == 123456);
  CHECK(gateway_key("123456:84901888484") == 123456);
  CHECK(gateway_key("0") == 0);
  for (const char* other : {"", "-5", "SM1", "1234567890123456789", "12a", ":84"})
    CHECK(gateway_key(other) < 0);
  CHECK(gateway_key("SM1") != gateway_key("SM2"));
}

TEST_CASE("a delivery is found by the whole id, on its own channel, and only where it was put") {
  Bench bench;
  (void)bench.accept(0, "77:84901");
  (void)bench.accept(1, "77:84902");
  (void)bench.accept(2, "SMabc");
  (void)bench.accept(3, "78", false);
  CHECK(bench.found("77:84901") == bench.claimed[0].id);
  CHECK(bench.found("77:84902") == bench.claimed[1].id);
  CHECK(bench.found("SMabc") == bench.claimed[2].id);
  for (const char* unknown : {"77", "77:84903", "SMabd", "78", ""}) CHECK(bench.found(unknown) == 0);
  CHECK(bench.found("SMabc", "email") == 0);
}

TEST_CASE("a receipt that came before the answer is heard as soon as the answer names its id") {
  Bench bench;
  bench.stray("501", 0);
  bench.stray("502", 1);
  bench.stray("599", 0);
  CHECK(bench.accept(0, "501").state == DeliveryState::delivered);
  const Recorded failed = bench.accept(1, "502");
  CHECK(failed.state == DeliveryState::failed);
  CHECK(failed.fell_back);
  CHECK(bench.store.state("email", DeliveryState::queued) == 1);
  CHECK(bench.accept(2, "503").state == DeliveryState::accepted);
  // Without the table nothing is looked for.
  CHECK(bench.accept(3, "599", false).state == DeliveryState::accepted);
  const auto left = bench.store.run([](WriteSession& session) {
    auto& rows = session.prepare("SELECT count(*) FROM stray_receipt");
    rows.executeStep();
    return rows.getColumn(0).getInt();
  });
  CHECK(left == 1);
}

TEST_CASE("a message in parts has arrived once each of them has, in any order and however often it is told") {
  Bench bench;
  (void)bench.accept(0, "701,702,703");
  for (const char* id : {"701", "702", "703", "701,702,703"}) CHECK(bench.found(id) == bench.claimed[0].id);
  for (const char* unknown : {"70", "1", "704", "701,702", ","}) CHECK(bench.found(unknown) == 0);
  const auto arrived = [&](const std::string& id, DeliveryEvent event = DeliveryEvent::receipt_delivered) {
    return bench.store.run([&](WriteSession& session) {
      LaterWord word;
      word.delivery = bench.claimed[0].id;
      word.event = event;
      word.provider_id = id;
      word.now = bench.store.now;
      await_parts(session, word);
      return apply_later_word(session, word);
    });
  };
  CHECK_FALSE(arrived("703"));
  CHECK_FALSE(arrived("703"));
  CHECK_FALSE(arrived("701"));
  CHECK(arrived("702"));
}

TEST_CASE("one part that did not arrive is enough, and a part without an id never arrives") {
  Bench bench;
  (void)bench.accept(0, "801,802");
  (void)bench.accept(1, "811,?");
  const auto told = [&](std::size_t at, const std::string& id, DeliveryEvent event) {
    return bench.store.run([&](WriteSession& session) {
      LaterWord word;
      word.delivery = bench.claimed[at].id;
      word.event = event;
      word.reason =
          event == DeliveryEvent::receipt_failed ? domain::Reason::unreachable : domain::Reason::none;
      word.provider_id = id;
      word.now = bench.store.now;
      await_parts(session, word);
      return apply_later_word(session, word);
    });
  };
  CHECK_FALSE(told(0, "801", DeliveryEvent::receipt_delivered));
  CHECK(told(0, "802", DeliveryEvent::receipt_failed));
  CHECK_FALSE(told(1, "811", DeliveryEvent::receipt_delivered));
  CHECK(bench.found("?") == 0);
}

TEST_CASE("receipts of parts that came before the answer are heard together") {
  Bench bench;
  bench.stray("901", 0);
  bench.stray("902", 0);
  bench.stray("911", 0);
  CHECK(bench.accept(0, "901,902").state == DeliveryState::delivered);
  CHECK(bench.accept(1, "911,912").state == DeliveryState::accepted);
}

}  // namespace triand::store

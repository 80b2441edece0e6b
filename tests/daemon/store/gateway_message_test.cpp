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

}  // namespace triand::store

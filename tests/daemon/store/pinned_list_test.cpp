#include "daemon/store/pinned_list.hpp"

#include <catch2/catch.hpp>

#include "daemon/store/recovery.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

namespace {

void change(StoreFixture& store, TimePoint at, const std::string& phone, bool opt_out = false) {
  store.run([&](WriteSession& session) {
    const auto import = begin_import(session, "again.csv", "somebody", at);
    std::vector<domain::Customer> list;
    for (int number = 1; number <= 10; ++number) {
      list.push_back(StoreFixture::customer(number));
      list.back().phone = phone;
      list.back().opt_out = opt_out;
    }
    (void)put_customers(session, import, list, at);
  });
}

std::set<std::string> phones(const ClaimResult& claimed) {
  std::set<std::string> out;
  for (const auto& one : claimed.deliveries) out.insert(one.customer.customer.phone);
  return out;
}

}  // namespace

TEST_CASE("what was approved is what is sent, until the changed list is approved") {
  StoreFixture store;
  const auto later = store.now + std::chrono::minutes(1);
  store.run([&](WriteSession& session) { pin_list(session, store.campaign, store.now); });
  store.approve();
  change(store, later, "+84911999999");
  const auto before = store.take(4);
  REQUIRE(before.deliveries.size() == 4);
  CHECK_FALSE(phones(before).contains("+84911999999"));
  CHECK(before.deliveries[0].customer.version == 1);
  store.run(
      [&](WriteSession& session) { pin_list(session, store.campaign, later + std::chrono::seconds(1)); });
  const auto after = store.take(4);
  CHECK(phones(after) == std::set<std::string>{"+84911999999"});
  CHECK(after.deliveries[0].customer.version == 2);
  // Changed twice since: the data of the approval, not the one in between.
  change(store, later + std::chrono::minutes(1), "+84911888888");
  change(store, later + std::chrono::minutes(2), "+84911777777");
  CHECK(phones(store.take(4)) == std::set<std::string>{"+84911999999"});
}

TEST_CASE("an opt-out counts at once, whatever was approved") {
  StoreFixture store;
  store.run([&](WriteSession& session) { pin_list(session, store.campaign, store.now); });
  store.approve();
  change(store, store.now + std::chrono::minutes(1), "+84911999999", true);
  for (const auto& one : store.take(10).deliveries) CHECK(one.customer.customer.opt_out);
}

TEST_CASE("a plan without a pin is sent by the list as it is") {
  StoreFixture store;
  store.approve();
  change(store, store.now + std::chrono::minutes(1), "+84911999999");
  CHECK(phones(store.take(10)) == std::set<std::string>{"+84911999999"});
}

TEST_CASE("what a crash left in doubt may have cost something") {
  StoreFixture store;
  store.approve();
  (void)store.take(3);
  store.writer.reset();
  store.open();
  store.run([&](WriteSession& session) {
    return recover_leases(
        session, [](std::int64_t, const std::string&, TimePoint) { return CrashFate::in_doubt; }, store.now,
        [](std::int64_t, std::int64_t customer) { return customer > 0 ? 850 : 0; });
  });
  CHECK(store.counts().spent == 3 * 850);
}

}  // namespace triand::store

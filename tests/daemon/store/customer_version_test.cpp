#include "daemon/store/customer_version.hpp"

#include <catch2/catch.hpp>

#include "daemon/store/pinned_list.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

struct Bench {
  void change(TimePoint at, const std::string& phone) {
    store.run([&](WriteSession& session) {
      const auto import = begin_import(session, "again.csv", "somebody", at);
      domain::Customer customer = StoreFixture::customer(1);
      customer.phone = phone;
      (void)put_customers(session, import, std::span(&customer, 1), at);
    });
  }
  void pin(TimePoint at) {
    store.run([&](WriteSession& session) { pin_list(session, store.campaign, at); });
  }
  // As writer and reader see it, who are asked the same.
  std::int64_t version(std::int64_t customer = 1) {
    const std::int64_t written =
        store.run([&](WriteSession& session) { return version_to_send(session, store.campaign, customer); });
    CHECK(Reader(store.path()).version_to_send(store.campaign, customer) == written);
    return written;
  }
  // What a claim gives.
  std::int64_t claimed() {
    const auto taken = store.take(1);
    REQUIRE(taken.deliveries.size() == 1);
    return taken.deliveries.front().customer.version;
  }

  StoreFixture store{1};
};

}  // namespace

TEST_CASE("a message goes by the customer's data as they are where nothing was pinned") {
  Bench bench;
  CHECK(bench.version() == 1);
  bench.change(bench.store.now + std::chrono::minutes(1), "+84911999999");
  CHECK(bench.version() == 2);
  CHECK(bench.version(77) == 0);
  bench.store.approve();
  CHECK(bench.claimed() == 2);
}

TEST_CASE("a message goes by the customer's data as they were approved, as a claim gives them") {
  Bench bench;
  const auto now = bench.store.now;
  bench.pin(now);
  bench.change(now + std::chrono::minutes(1), "+84911999999");
  bench.change(now + std::chrono::minutes(2), "+84911888888");
  CHECK(bench.version() == 1);
  bench.pin(now + std::chrono::seconds(90));
  CHECK(bench.version() == 2);
  bench.store.approve();
  CHECK(bench.claimed() == 2);
  bench.pin(now + std::chrono::minutes(3));
  CHECK(bench.version() == 3);
}

}  // namespace triand::store

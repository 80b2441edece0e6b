#include "daemon/store/find_delivery.hpp"

#include <cctype>

#include <catch2/catch.hpp>

#include "daemon/domain/reference.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {
namespace {

std::optional<FoundDelivery> find(StoreFixture& store, const std::string& reference) {
  return store.run([&](WriteSession& session) { return find_delivery(session, reference); });
}

}  // namespace

TEST_CASE("a delivery is found by its reference in any letter case, and by no other") {
  StoreFixture store(3);
  store.approve();
  const std::string code = StoreFixture::customer(2).code;
  const std::string reference = domain::make_reference("t-2026", code, 0, "sms");
  const auto found = find(store, reference);
  REQUIRE(found);
  const auto seen = Reader(store.path()).delivery_by_id(found->id);
  REQUIRE(seen);
  CHECK(seen->reference == reference);
  CHECK(found->customer == seen->customer_id);
  CHECK(found->state == domain::DeliveryState::queued);
  std::string small = reference;
  for (char& c : small) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  CHECK(find(store, small)->id == found->id);

  CHECK_FALSE(find(store, domain::make_reference("t-2027", code, 0, "sms")));
  CHECK_FALSE(find(store, domain::make_reference("t-2026", code, 1, "sms")));
  CHECK_FALSE(find(store, domain::make_reference("t-2026", code, 0, "email")));
  CHECK_FALSE(find(store, domain::make_reference("t-2026", "PA059999999999", 0, "sms")));
  CHECK_FALSE(find(store, "what a stranger writes"));
}

TEST_CASE("a receipt finds the delivery of the plan that stands, not of one that was replaced") {
  StoreFixture store(3);
  const std::string reference = domain::make_reference("t-2026", StoreFixture::customer(1).code, 0, "sms");
  const auto first = find(store, reference);
  REQUIRE(first);
  store.run([&](WriteSession& session) {
    const auto again = begin_plan(session, store.header(), store.now);
    NewRecipient same;
    same.customer = first->customer;
    same.unit = 2;
    same.route = 0;
    same.deliveries.push_back({store.channels.at("sms"), 0, 1});
    const std::vector recipients{same};
    add_recipients(session, again, recipients, store.now);
    finish_plan(session, again, "{}", 0);
  });
  const auto second = find(store, reference);
  REQUIRE(second);
  CHECK(second->id != first->id);
  CHECK_FALSE(store.run([&](WriteSession& session) { return find_delivery(session, first->id); }));
}

TEST_CASE("what decides about the next channel is read with leg, route and customer") {
  StoreFixture store(3);
  store.approve();
  const auto delivery = store.take(1).deliveries.front().id;
  const auto routed = store.run([&](WriteSession& session) { return routed_delivery(session, delivery); });
  REQUIRE(routed);
  CHECK(routed->id == delivery);
  CHECK(routed->leg == 0);
  CHECK(routed->route == 0);
  const auto seen = Reader(store.path()).delivery_by_id(delivery);
  REQUIRE(seen);
  CHECK(routed->customer.customer.id == seen->customer_id);
  CHECK(routed->customer.customer.phone == StoreFixture::customer(static_cast<int>(seen->customer_id)).phone);
  CHECK_FALSE(store.run([](WriteSession& session) { return routed_delivery(session, 1); }));
}

}  // namespace triand::store

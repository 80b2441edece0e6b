#include "daemon/domain/leg.hpp"

#include <array>
#include <catch2/catch.hpp>

using namespace triand::domain;

namespace {

Customer reachable() {
  Customer customer;
  customer.code = "PA05010000001";
  customer.phone = "+84912345678";
  customer.email = "a@example.vn";
  customer.address = "1 đường Chính";
  return customer;
}

}  // namespace

TEST_CASE("each kind of address is taken from its own column") {
  Customer customer = reachable();
  CHECK(address_of(customer, AddressKind::telephone) == "+84912345678");
  CHECK(address_of(customer, AddressKind::email) == "a@example.vn");
  CHECK(address_of(customer, AddressKind::postal) == "1 đường Chính");
  CHECK(address_of(customer, AddressKind::customer_code) == "PA05010000001");
  customer.extra = {{"gift", "lịch"}, {"address_two_level", "1 đường Chính, Phường Mới, Bắc Ninh"}};
  CHECK(address_of(customer, AddressKind::postal) == "1 đường Chính, Phường Mới, Bắc Ninh");
  CHECK(customer.address == "1 đường Chính");
  customer.extra[1].second.clear();
  CHECK(address_of(customer, AddressKind::postal) == "1 đường Chính");
  customer.phone = "+842043822345";
  CHECK(address_of(customer, AddressKind::telephone).empty());
  CHECK_FALSE(takes_messages(""));
}

TEST_CASE("a leg goes on with its next channel that has an address") {
  const std::array leg = {AddressKind::telephone, AddressKind::email, AddressKind::postal};
  Customer customer = reachable();
  customer.email.clear();
  CHECK(next_usable(leg, 0, customer) == 0U);
  CHECK(next_usable(leg, 1, customer) == 2U);
  CHECK_FALSE(next_usable(leg, 3, customer));
}

TEST_CASE("a channel that is no longer configured is passed over") {
  const AddressKinds kinds = {{"sms", AddressKind::telephone}, {"email", AddressKind::email}};
  const Leg leg = {"zalo", "sms", "email"};
  CHECK(next_usable(leg, 0, reachable(), kinds) == 1U);
  CHECK(next_usable(leg, 2, reachable(), kinds) == 2U);
  CHECK_FALSE(next_usable({"zalo"}, 0, reachable(), kinds));
}

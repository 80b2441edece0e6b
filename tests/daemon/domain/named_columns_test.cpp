#include "daemon/domain/named_columns.hpp"

#include <catch2/catch.hpp>

#include "daemon/domain/message_version.hpp"

using namespace triand::domain;

TEST_CASE("a customer's columns have the names that templates know, a list's own come last") {
  Customer customer;
  customer.code = "PA05010001234";
  customer.full_name = "Nguyễn Thị Hương";
  customer.phone = "+84905123456";
  customer.extra = {{"so_kwh", "120"}};
  const auto columns = named_columns(customer, "Điện lực Hà Giang");
  CHECK(columns.front() == std::pair<std::string, std::string>{"customer_code", "PA05010001234"});
  CHECK(columns.back() == std::pair<std::string, std::string>{"so_kwh", "120"});
  std::string names;
  for (const auto& [name, value] : columns) names += name + " ";
  CHECK(names ==
        "customer_code full_name phone email address unit unit_name province segment language so_kwh ");
}

TEST_CASE("what is handed over again, or taken back, has a higher version than all before it") {
  std::int64_t last = 0;
  for (int attempts = 0; attempts < 5; ++attempts) {
    CHECK(version_handed_over(attempts) > last);
    last = version_taken_back(version_handed_over(attempts));
    CHECK(last > version_handed_over(attempts));
  }
}

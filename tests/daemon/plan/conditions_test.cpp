#include "daemon/plan/conditions.hpp"

#include <catch2/catch.hpp>

using triand::domain::Customer;
using triand::plan::Conditions;

namespace {

Customer someone() {
  Customer customer;
  customer.code = "PA05050001234";
  customer.unit = "PA05";
  customer.segment = "large";
  customer.province = "Bắc Ninh";
  customer.extra = {{"gift", "Có"}};
  return customer;
}

bool hold(const std::vector<triand::plan::Condition>& conditions, const Customer& customer = someone()) {
  return Conditions(conditions).hold_for(customer);
}

}  // namespace

TEST_CASE("every condition must hold, one of its values is enough") {
  CHECK(hold({}));
  CHECK(hold({{"segment", {"policy", "large"}}}));
  CHECK(hold({{"segment", {"large"}}, {"language", {"vi"}}}));
  CHECK_FALSE(hold({{"segment", {"large"}}, {"language", {"en"}}}));
  CHECK_FALSE(hold({{"segment", {"household"}}}));
}

TEST_CASE("letter case does not count, Vietnamese letters included") {
  CHECK(hold({{"segment", {"LARGE"}}}));
  CHECK(hold({{"province", {"BẮC NINH"}}}));
  CHECK(hold({{"gift", {"CÓ"}}}));
  CHECK_FALSE(hold({{"province", {"Bac Ninh"}}}));
}

TEST_CASE("a unit is named by a prefix, a longer one narrows it to some of its customers") {
  CHECK(hold({{"unit", {"PA05"}}}));
  CHECK(hold({{"unit", {"pa05"}}}));
  CHECK(hold({{"unit", {"PA"}}}));
  CHECK(hold({{"unit", {"PA0505"}}}));
  CHECK_FALSE(hold({{"unit", {"PA0506"}}}));
  CHECK_FALSE(hold({{"unit", {"PA22"}}}));
  Customer moved = someone();
  moved.unit = "PM";
  CHECK_FALSE(hold({{"unit", {"PA05"}}}, moved));
  CHECK(hold({{"unit", {"PM"}}}, moved));
}

TEST_CASE("an extra column that a customer does not have is empty") {
  CHECK(hold({{"bonus", {""}}}));
  CHECK_FALSE(hold({{"bonus", {"1"}}}));
}

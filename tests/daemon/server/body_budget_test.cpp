#include "daemon/server/body_budget.hpp"

#include <catch2/catch.hpp>

#include <optional>

namespace triand::server {
namespace {

constexpr BodyBudget::Limits kLimits{.most = 100, .each = 60, .kept = 20, .small = 10};

TEST_CASE("bodies together hold no more than there is room for, and give back what they held") {
  BodyBudget budget(kLimits);
  std::optional<BodyBudget::Share> first(budget);
  BodyBudget::Share second(budget);
  CHECK(first->grow_to(40));
  CHECK(first->grow_to(60));
  CHECK_FALSE(second.grow_to(41));
  CHECK(second.grow_to(40));
  CHECK_FALSE(second.grow_to(41));
  first.reset();
  CHECK(second.grow_to(100));
  CHECK_FALSE(second.grow_to(101));
  second.give_back();
  CHECK(second.grow_to(100));
}

TEST_CASE("a client's bodies hold no more than his part, and leave nobody's part to nobody") {
  BodyBudget budget(kLimits);
  BodyBudget::Share one(budget);
  BodyBudget::Share two(budget);
  BodyBudget::Share other(budget);
  BodyBudget::Share nobody(budget);
  one.belongs_to("a");
  two.belongs_to("a");
  other.belongs_to("b");
  CHECK(one.grow_to(40));
  CHECK_FALSE(two.grow_to(21));
  CHECK(two.grow_to(20));
  CHECK_FALSE(other.grow_to(21));
  CHECK(other.grow_to(20));
  CHECK_FALSE(nobody.grow_to(21));
  CHECK(nobody.grow_to(20));
  one.give_back();
  other.give_back();
  nobody.give_back();
  CHECK(two.grow_to(60));
  // What was refused is not held.
  two.give_back();
  CHECK(one.grow_to(60));
}

TEST_CASE("a small body is taken however much others hold") {
  BodyBudget budget(kLimits);
  BodyBudget::Share greedy(budget);
  REQUIRE(greedy.grow_to(100));
  BodyBudget::Share small(budget);
  small.belongs_to("a");
  CHECK(small.grow_to(10));
  CHECK_FALSE(small.grow_to(11));
}

}  // namespace
}  // namespace triand::server

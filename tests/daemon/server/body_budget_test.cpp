#include "daemon/server/body_budget.hpp"

#include <catch2/catch.hpp>

#include <optional>

namespace triand::server {
namespace {

TEST_CASE("bodies together hold no more than there is room for, and give back what they held") {
  BodyBudget budget(100, 10);
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

TEST_CASE("a small body is taken however much others hold") {
  BodyBudget budget(100, 10);
  BodyBudget::Share greedy(budget);
  REQUIRE(greedy.grow_to(100));
  BodyBudget::Share small(budget);
  CHECK(small.grow_to(10));
  CHECK_FALSE(small.grow_to(11));
}

}  // namespace
}  // namespace triand::server

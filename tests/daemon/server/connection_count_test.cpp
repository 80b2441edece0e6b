#include "daemon/server/connection_count.hpp"

#include <catch2/catch.hpp>

#include <new>
#include <utility>
#include <vector>

namespace triand::server {
namespace {

// What a connection is while there is no memory for it.
struct Unmade {
  explicit Unmade(ConnectionCount::Place taken) : place(std::move(taken)) { throw std::bad_alloc(); }
  ConnectionCount::Place place;
};

std::size_t fit(ConnectionCount& count, const std::string& share) {
  std::vector<ConnectionCount::Place> places;
  while (auto place = count.take(share)) places.push_back(std::move(*place));
  return places.size();
}

TEST_CASE("connections are counted in all and by share, and some are kept for those without one") {
  ConnectionCount count(5, 2, 1);
  CHECK(fit(count, "a") == 2);
  CHECK(fit(count, "") == 5);
  const auto a = count.take("a");
  const auto b = count.take("b");
  const auto c = count.take("c");
  const auto d = count.take("d");
  REQUIRE(d);
  CHECK_FALSE(count.take("e"));
  CHECK(fit(count, "") == 1);
  CHECK(count.open() == 4);
}

TEST_CASE("a place is given back once, by whoever holds it last") {
  ConnectionCount count(2, 1);
  {
    auto place = count.take("a");
    REQUIRE(place);
    const ConnectionCount::Place held(std::move(*place));
    place.reset();
    CHECK(count.open() == 1);
    CHECK_FALSE(count.take("a"));
  }
  CHECK(count.open() == 0);
  CHECK(fit(count, "a") == 1);
}

TEST_CASE("what cannot be made for want of memory keeps no place") {
  ConnectionCount count(2, 1);
  for (int tries = 0; tries < 3; ++tries) {
    auto place = count.take("a");
    REQUIRE(place);
    CHECK_THROWS_AS(Unmade(std::move(*place)), std::bad_alloc);
  }
  CHECK(count.open() == 0);
  CHECK(fit(count, "a") == 1);
}

}  // namespace
}  // namespace triand::server

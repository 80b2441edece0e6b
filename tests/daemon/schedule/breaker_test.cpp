#include "daemon/schedule/breaker.hpp"

#include <cstdint>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using State = Breaker::State;
using namespace std::chrono_literals;

constexpr BreakerSettings kSettings{.failed_cohorts = 3, .first = 5s, .factor = 2, .max = 60s};

Breaker opened_at(std::int64_t now) {
  Breaker breaker(kSettings);
  for (int i = 0; i < 3; ++i) breaker.failed(steady(now), 1);
  REQUIRE(breaker.state() == State::open);
  return breaker;
}

TEST_CASE("so many cohorts of failures in a row open the breaker, at any concurrency") {
  for (const std::int64_t window : {1, 3, 7, 10, 64, 1000}) {
    Breaker breaker(kSettings);
    for (std::int64_t failure = 1; failure <= 3 * window; ++failure) {
      REQUIRE(breaker.state() == State::closed);
      REQUIRE(breaker.available(steady(0), 100) == 100);
      breaker.failed(steady(0), window);
    }
    CAPTURE(window);
    CHECK(breaker.state() == State::open);
    CHECK(breaker.available(steady(0), 100) == 0);
    CHECK(breaker.until() == steady(5000));
  }
}

TEST_CASE("a success in between starts the count anew") {
  Breaker breaker(kSettings);
  for (int i = 0; i < 1000; ++i) {
    breaker.failed(steady(0), 1);
    breaker.failed(steady(0), 1);
    breaker.succeeded();
  }
  CHECK(breaker.state() == State::closed);
}

TEST_CASE("after the wait one probe may go and nothing beside it") {
  Breaker breaker = opened_at(0);
  CHECK(breaker.available(steady(4999), 100) == 0);
  CHECK(breaker.available(steady(5000), 100) == 1);
  CHECK(breaker.available(steady(5000), 0) == 0);
  breaker.take(steady(5000), 0);  // nothing was due
  CHECK(breaker.available(steady(5000), 100) == 1);
  breaker.take(steady(5000), 1);
  CHECK(breaker.state() == State::probing);
  CHECK(breaker.available(steady(5000), 100) == 0);
  CHECK(breaker.available(steady(3600000), 100) == 0);
}

TEST_CASE("a probe that succeeds closes the breaker") {
  Breaker breaker = opened_at(0);
  breaker.take(steady(5000), 1);
  breaker.succeeded();
  CHECK(breaker.state() == State::closed);
  CHECK(breaker.available(steady(5000), 100) == 100);
}

TEST_CASE("each probe that fails makes the wait longer, up to a limit, and a success makes it short again") {
  Breaker breaker = opened_at(0);
  std::int64_t now = 5000;
  for (const std::int64_t wait : {10, 20, 40, 60, 60}) {
    breaker.take(steady(now), 1);
    breaker.failed(steady(now), 64);
    CHECK(breaker.state() == State::open);
    CHECK(breaker.until() == steady(now + wait * 1000));
    now += wait * 1000;
  }
  breaker.take(steady(now), 1);
  breaker.succeeded();
  for (int i = 0; i < 3; ++i) breaker.failed(steady(now), 1);
  CHECK(breaker.until() == steady(now + 5000));
}

TEST_CASE("late failures of what left before it opened do not make the wait longer") {
  Breaker breaker = opened_at(0);
  for (int i = 0; i < 100; ++i) breaker.failed(steady(3000), 64);
  CHECK(breaker.until() == steady(5000));
}

TEST_CASE("a late success of what left before it opened closes it") {
  Breaker breaker = opened_at(0);
  breaker.succeeded();
  CHECK(breaker.available(steady(1), 10) == 10);
}

TEST_CASE("a probe that came back without having left is tried again at once") {
  Breaker breaker = opened_at(0);
  breaker.take(steady(5000), 1);
  breaker.released();
  CHECK(breaker.available(steady(5000), 100) == 1);
  Breaker closed(kSettings);
  closed.released();
  CHECK(closed.state() == State::closed);
}

TEST_CASE("what is claimed while the wait runs is no probe") {
  Breaker breaker = opened_at(0);
  breaker.take(steady(1000), 1);
  CHECK(breaker.state() == State::open);
}

}  // namespace
}  // namespace triand::schedule

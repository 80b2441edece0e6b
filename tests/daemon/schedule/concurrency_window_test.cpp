#include "daemon/schedule/concurrency_window.hpp"

#include <cstdint>

#include <catch2/catch.hpp>

namespace triand::schedule {
namespace {

TEST_CASE("a concurrency window begins small and never passes its maximum") {
  CHECK(ConcurrencyWindow(64).limit() == 5);
  CHECK(ConcurrencyWindow(3).limit() == 3);
  CHECK(ConcurrencyWindow(0).limit() == 1);
  CHECK(ConcurrencyWindow(64, 64).limit() == 64);
  CHECK(ConcurrencyWindow(64, 0).limit() == 1);
}

TEST_CASE("a window's worth of successes widens it by one") {
  ConcurrencyWindow window(64);
  for (std::int64_t expected = 5; expected < 64; ++expected) {
    REQUIRE(window.limit() == expected);
    for (std::int64_t i = 0; i < expected; ++i) window.succeeded();
  }
  CHECK(window.limit() == 64);
  for (int i = 0; i < 1000; ++i) window.succeeded();
  CHECK(window.limit() == 64);
}

TEST_CASE("each failure narrows it by one, down to one") {
  ConcurrencyWindow window(64, 10);
  for (std::int64_t expected = 10; expected > 1; --expected) {
    REQUIRE(window.limit() == expected);
    window.failed();
  }
  CHECK(window.limit() == 1);
  for (int i = 0; i < 100; ++i) window.failed();
  CHECK(window.limit() == 1);
  window.succeeded();
  CHECK(window.limit() == 2);
}

TEST_CASE("there is room for what the window holds beyond those on their way") {
  const ConcurrencyWindow window(64, 10);
  CHECK(window.room(0) == 10);
  CHECK(window.room(9) == 1);
  CHECK(window.room(10) == 0);
  CHECK(window.room(50) == 0);
}

TEST_CASE("a smaller maximum holds at once, a larger one is grown into") {
  ConcurrencyWindow window(64, 64);
  window.set_maximum(8);
  CHECK(window.limit() == 8);
  window.set_maximum(64);
  CHECK(window.limit() == 8);
  window.set_maximum(0);
  CHECK(window.limit() == 1);
}

}  // namespace
}  // namespace triand::schedule

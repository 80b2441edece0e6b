#include "daemon/server/log_in_throttle.hpp"

#include <catch2/catch.hpp>

namespace triand::server {
namespace {

using namespace std::chrono_literals;

const schedule::SteadyTime kStart{std::chrono::hours(1000)};

TEST_CASE("the first failures of an account are free, then each doubles the wait up to its longest") {
  LogInThrottle throttle;
  auto now = kStart;
  for (int count = 1; count < LogInThrottle::kFreeOfAccount; ++count) {
    throttle.failed("lan", "a", now);
    CHECK(throttle.wait("lan", "a", now) == 0s);
  }
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s}) {
    throttle.failed("lan", "b", now);
    CHECK(throttle.wait("lan", "c", now) == wait);
    CHECK(throttle.wait("lan", "c", now + wait - 1ms) == 1s);
    now += wait;
    CHECK(throttle.wait("lan", "c", now) == 0s);
  }
}

TEST_CASE("no other account and no other address waits") {
  LogInThrottle throttle;
  for (int count = 0; count < 8; ++count) throttle.failed("lan", "a", kStart);
  CHECK(throttle.wait("lan", "b", kStart) > 0s);
  CHECK(throttle.wait("binh", "a", kStart) == 0s);
}

TEST_CASE("another spelling of an account's name has no wait of its own") {
  LogInThrottle throttle;
  for (int count = 0; count < 8; ++count) throttle.failed(count % 2 == 0 ? "lan" : "LAN", "a", kStart);
  CHECK(throttle.wait("Lan", "b", kStart) == 8s);
}

TEST_CASE("an address waits after more failures, whatever the accounts are") {
  LogInThrottle throttle;
  for (int count = 0; count < LogInThrottle::kFreeOfAddress; ++count) {
    CHECK(throttle.wait("nobody", "a", kStart) == 0s);
    throttle.failed("user" + std::to_string(count), "a", kStart);
  }
  CHECK(throttle.wait("nobody", "a", kStart) == 1s);
  CHECK(throttle.wait("nobody", "b", kStart) == 0s);
}

TEST_CASE("a success forgets the failures of the account and not those of the address") {
  LogInThrottle throttle;
  for (int count = 0; count < LogInThrottle::kFreeOfAddress; ++count) throttle.failed("lan", "a", kStart);
  throttle.succeeded("lan");
  CHECK(throttle.wait("lan", "b", kStart) == 0s);
  CHECK(throttle.wait("lan", "a", kStart) == 1s);
}

TEST_CASE("an hour after the last failure everything is forgotten") {
  LogInThrottle throttle;
  for (int count = 0; count < 30; ++count) throttle.failed("lan", "a", kStart);
  CHECK(throttle.wait("lan", "a", kStart + 59min) == 0s);
  throttle.failed("lan", "a", kStart + 59min);
  CHECK(throttle.wait("lan", "a", kStart + 59min) == LogInThrottle::kLongestWait);
  throttle.failed("lan", "a", kStart + 59min + 1h);
  CHECK(throttle.wait("lan", "a", kStart + 59min + 1h) == 0s);
}

TEST_CASE("what a stranger can make it remember is bounded, and the newest stays") {
  LogInThrottle throttle;
  for (int count = 0; count < 8; ++count) throttle.failed("lan", "a", kStart + 1s);
  for (std::size_t count = 0; count + 1 < LogInThrottle::kMost; ++count)
    throttle.failed("user" + std::to_string(count), "b" + std::to_string(count), kStart + 2s);
  CHECK(throttle.wait("lan", "z", kStart + 2s) > 0s);
  throttle.failed("one more", "c", kStart + 3s);
  CHECK(throttle.wait("lan", "z", kStart + 2s) == 0s);
}

}  // namespace
}  // namespace triand::server

#include "daemon/server/log_in_throttle.hpp"

#include <catch2/catch.hpp>

namespace triand::server {
namespace {

using namespace std::chrono_literals;
using Try = LogInThrottle::Try;

const schedule::SteadyTime kStart{std::chrono::hours(1000)};

void fail(LogInThrottle& throttle, int times, const Try& tried, schedule::SteadyTime now = kStart) {
  for (int count = 0; count < times; ++count) throttle.failed(tried, now);
}

TEST_CASE(
    "the first failures of an account at an address are free, then each doubles the wait up to its longest") {
  LogInThrottle throttle;
  auto now = kStart;
  const Try tried{"lan", "a"};
  for (int count = 1; count < LogInThrottle::kFree; ++count) {
    throttle.failed(tried, now);
    CHECK(throttle.wait(tried, now) == 0s);
  }
  for (const auto wait : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 300s, 300s}) {
    throttle.failed(tried, now);
    CHECK(throttle.wait(tried, now) == wait);
    CHECK(throttle.wait(tried, now + wait - 1ms) == 1s);
    now += wait;
    CHECK(throttle.wait(tried, now) == 0s);
  }
}

TEST_CASE("no other account waits, nor the same account at another address") {
  LogInThrottle throttle;
  fail(throttle, 8, {"lan", "a"});
  CHECK(throttle.wait({"lan", "a"}, kStart) == 8s);
  CHECK(throttle.wait({"binh", "a"}, kStart) == 0s);
  CHECK(throttle.wait({"lan", "b"}, kStart) == 0s);
}

TEST_CASE("another spelling of an account's name has no wait of its own") {
  LogInThrottle throttle;
  for (int count = 0; count < 8; ++count) throttle.failed({count % 2 == 0 ? "lan" : "LAN", "a"}, kStart);
  CHECK(throttle.wait({"Lan", "a"}, kStart) == 8s);
}

TEST_CASE("an address waits after more failures, whatever the accounts are") {
  LogInThrottle throttle;
  for (int count = 0; count < LogInThrottle::kFreeOfAddress; ++count) {
    CHECK(throttle.wait({"nobody", "a"}, kStart) == 0s);
    throttle.failed({"user" + std::to_string(count), "a"}, kStart);
  }
  CHECK(throttle.wait({"nobody", "a"}, kStart) == 1s);
  CHECK(throttle.wait({"nobody", "b"}, kStart) == 0s);
}

TEST_CASE("guesses at one account from many addresses have an end") {
  LogInThrottle throttle;
  for (int count = 0; count < LogInThrottle::kFreeOfAccount; ++count) {
    CHECK(throttle.wait({"lan", "new"}, kStart) == 0s);
    throttle.failed({"lan", "address" + std::to_string(count)}, kStart);
  }
  CHECK(throttle.wait({"lan", "new"}, kStart) == 1s);
  fail(throttle, 10, {"lan", "another"});
  CHECK(throttle.wait({"lan", "new"}, kStart) == LogInThrottle::kLongestWait);
}

TEST_CASE("a known browser waits for nobody's failures but its own") {
  LogInThrottle throttle;
  for (int count = 0; count < 10 * LogInThrottle::kFreeOfAccount; ++count)
    throttle.failed({"lan", count % 2 == 0 ? "a" : "address" + std::to_string(count)}, kStart);
  const Try known{"lan", "a", "mark"};
  CHECK(throttle.wait({"lan", "a"}, kStart) == LogInThrottle::kLongestWait);
  CHECK(throttle.wait(known, kStart) == 0s);
  fail(throttle, LogInThrottle::kFree, known);
  CHECK(throttle.wait(known, kStart) == 1s);
  CHECK(throttle.wait({"lan", "a", "other mark"}, kStart) == 0s);
  throttle.succeeded(known);
  CHECK(throttle.wait(known, kStart) == 0s);
}

TEST_CASE("whoever has a known browser's mark guesses no faster than anybody, and at nobody else's cost") {
  LogInThrottle throttle;
  fail(throttle, 30, {"lan", "a", "stolen mark"});
  CHECK(throttle.wait({"lan", "a", "stolen mark"}, kStart) == LogInThrottle::kLongestWait);
  CHECK(throttle.wait({"lan", "a"}, kStart) == 0s);
  CHECK(throttle.wait({"binh", "a"}, kStart) == 0s);
}

TEST_CASE(
    "whoever has gathered many marks of an account waits with all of them, and strangers cause nothing of "
    "that") {
  LogInThrottle throttle;
  for (int count = 0; count < LogInThrottle::kFreeOfAccount; ++count) {
    const Try tried{"lan", "a", "mark " + std::to_string(count)};
    CHECK(throttle.wait(tried, kStart) == 0s);
    throttle.failed(tried, kStart);
  }
  CHECK(throttle.wait({"lan", "b", "one more mark"}, kStart) == 1s);
  CHECK(throttle.wait({"binh", "b", "one more mark"}, kStart) == 0s);
  LogInThrottle other;
  fail(other, 2 * LogInThrottle::kFreeOfAccount, {"lan", "a"});
  CHECK(other.wait({"lan", "a", "mark"}, kStart) == 0s);
}

TEST_CASE(
    "a success forgets the failures of the account there, and not those of the address or from elsewhere") {
  LogInThrottle throttle;
  fail(throttle, LogInThrottle::kFreeOfAddress, {"lan", "a"});
  fail(throttle, LogInThrottle::kFreeOfAccount, {"lan", "b"});
  throttle.succeeded({"lan", "a"});
  CHECK(throttle.wait({"binh", "a"}, kStart) == 1s);
  CHECK(throttle.wait({"lan", "c"}, kStart) > 0s);
  LogInThrottle other;
  fail(other, 8, {"lan", "a"});
  fail(other, 8, {"lan", "b"});
  other.succeeded({"lan", "a"});
  CHECK(other.wait({"lan", "a"}, kStart) == 0s);
  CHECK(other.wait({"lan", "b"}, kStart) == 8s);
}

TEST_CASE("an hour after the last failure everything is forgotten") {
  LogInThrottle throttle;
  const Try tried{"lan", "a"};
  fail(throttle, 30, tried);
  CHECK(throttle.wait(tried, kStart + 59min) == 0s);
  throttle.failed(tried, kStart + 59min);
  CHECK(throttle.wait(tried, kStart + 59min) == LogInThrottle::kLongestWait);
  throttle.failed(tried, kStart + 59min + 1h);
  CHECK(throttle.wait(tried, kStart + 59min + 1h) == 0s);
}

TEST_CASE("what a stranger can make it remember is bounded, and the newest stays") {
  LogInThrottle throttle;
  fail(throttle, 8, {"lan", "a"}, kStart + 1s);
  for (std::size_t count = 0; count + 1 < LogInThrottle::kMost; ++count)
    throttle.failed({"user" + std::to_string(count), "b" + std::to_string(count)}, kStart + 2s);
  CHECK(throttle.wait({"lan", "a"}, kStart + 2s) > 0s);
  throttle.failed({"one more", "c"}, kStart + 3s);
  CHECK(throttle.wait({"lan", "a"}, kStart + 2s) == 0s);
}

}  // namespace
}  // namespace triand::server

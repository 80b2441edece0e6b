#include "daemon/schedule/rate_limiter.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using namespace std::chrono_literals;

constexpr Rate kHundred{.count = 100, .per = std::chrono::seconds(1)};

// Takes all it is granted, asking again when it is told to; returns the millisecond of each message.
std::vector<std::int64_t> greedy(RateLimiter& limiter, std::int64_t from, std::int64_t to) {
  std::vector<std::int64_t> sent;
  for (std::int64_t now = from; now < to;) {
    const Grant grant = limiter.grant(steady(now), 1000000);
    sent.insert(sent.end(), static_cast<std::size_t>(grant.granted), now);
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(grant.next_time - steady(now));
    now += std::max<std::int64_t>(wait.count(), 1);
  }
  return sent;
}

TEST_CASE("a lane that asks when it is told to gets the whole rate and no more") {
  struct Row {
    Rate rate;
    std::int64_t seconds;
    std::int64_t expected;
  };
  const Row rows[] = {
      {{1, 1s}, 60, 60},     {{100, 1s}, 60, 6000},     {{5000, 1s}, 20, 100000},
      {{60, 60s}, 600, 600}, {{500, 3600s}, 3600, 500}, {{2000, 24h}, 24 * 3600, 2000},
  };
  for (const Row& row : rows) {
    RateLimiter limiter(row.rate, steady(0));
    const auto sent = static_cast<std::int64_t>(greedy(limiter, 0, row.seconds * 1000).size());
    CAPTURE(row.rate.count, row.rate.per.count());
    // The lane looks at whole milliseconds, the last time up to one before the end.
    CHECK(sent >= row.expected - row.rate.count / row.rate.per.count() / 1000);
    CHECK(sent <= row.expected + 2);
  }
}

TEST_CASE("no second sees more than its share and a quarter of it") {
  RateLimiter limiter(kHundred, steady(0));
  greedy(limiter, 0, 2000);
  const auto sent = greedy(limiter, 12000, 20000);  // after ten idle seconds
  for (const std::int64_t begin : sent) {
    const auto within = std::count_if(sent.begin(), sent.end(),
                                      [&](std::int64_t at) { return at >= begin && at < begin + 1000; });
    REQUIRE(within <= 100 + 25 + 1);
  }
}

TEST_CASE("idling fills the bucket with a quarter of a second and at least one message") {
  RateLimiter fast(kHundred, steady(0));
  CHECK(fast.available(steady(0), 1000).granted == 1);
  CHECK(fast.available(steady(100000), 1000).granted == 25);
  RateLimiter slow({.count = 1, .per = 60s}, steady(0));
  CHECK(slow.available(steady(100000000), 1000).granted == 1);
}

TEST_CASE("no more is granted than wanted, and asking takes nothing") {
  RateLimiter limiter(kHundred, steady(0));
  CHECK(limiter.available(steady(1000), 10).granted == 10);
  CHECK(limiter.available(steady(1000), 10).next_time == steady(1000));
  CHECK(limiter.available(steady(1000), 0).granted == 0);
  CHECK(limiter.available(steady(1000), -5).granted == 0);
  CHECK(limiter.available(steady(1000), 1000).granted == 25);
}

TEST_CASE("the next time is when one more may go") {
  RateLimiter limiter({.count = 10, .per = 1s}, steady(0));
  CHECK(limiter.grant(steady(0), 5).granted == 1);
  const Grant none = limiter.grant(steady(0), 5);
  CHECK(none.granted == 0);
  CHECK(none.next_time == steady(100));
  CHECK(limiter.available(steady(99), 1).granted == 0);
  CHECK(limiter.available(steady(100), 1).granted == 1);
}

TEST_CASE("what goes together waits until all of it may go, or all that is wanted") {
  RateLimiter limiter(kHundred, steady(0));
  CHECK(limiter.grant(steady(0), 1).granted == 1);
  const Grant none = limiter.available(steady(50), 100, 10);
  CHECK(none.granted == 0);
  CHECK(none.next_time == steady(100));
  CHECK(limiter.available(steady(99), 100, 10).granted == 0);
  CHECK(limiter.available(steady(100), 100, 10).granted == 10);
  CHECK(limiter.available(steady(120), 100, 10).granted == 12);
  CHECK(limiter.available(steady(30), 3, 10).granted == 3);
  // The bucket holds 25: more are not waited for.
  CHECK(limiter.available(steady(249), 100, 1000).granted == 0);
  CHECK(limiter.available(steady(250), 100, 1000).granted == 25);
}

TEST_CASE("what was taken beyond the grant is waited for") {
  RateLimiter limiter({.count = 10, .per = 1s}, steady(0));
  limiter.take(steady(0), 6);  // one was there
  CHECK(limiter.available(steady(500), 1).granted == 0);
  CHECK(limiter.available(steady(600), 1).granted == 1);
}

TEST_CASE("a gateway that says too fast halves the rate once a second, however often it says so") {
  RateLimiter limiter(kHundred, steady(0));
  for (int i = 0; i < 64; ++i) limiter.throttled(steady(i), std::nullopt);
  CHECK(limiter.per_second() == Approx(50));
  CHECK(limiter.slowed());
  limiter.throttled(steady(1000), std::nullopt);
  CHECK(limiter.per_second() == Approx(25));
  CHECK(limiter.available(steady(1000), 100).granted == 0);
  for (std::int64_t second = 2; second < 60; ++second) limiter.throttled(steady(second * 1000), std::nullopt);
  CHECK(limiter.per_second() == Approx(100.0 / 64));
}

TEST_CASE("successes bring the rate back, up to what is configured") {
  RateLimiter limiter(kHundred, steady(0));
  limiter.throttled(steady(0), std::nullopt);
  std::int64_t now = 0;
  double before = limiter.per_second();
  int seconds = 0;
  while (limiter.slowed()) {
    REQUIRE(++seconds < 60);
    const auto sent = greedy(limiter, now, now + 1000);
    now += 1000;
    limiter.succeeded(steady(now), static_cast<std::int64_t>(sent.size()));
    CHECK(limiter.per_second() > before);
    before = limiter.per_second();
  }
  CHECK(seconds >= 9);
  CHECK(seconds <= 12);
  CHECK(limiter.per_second() == Approx(100));
  limiter.succeeded(steady(now), 100000);
  CHECK(limiter.per_second() == Approx(100));
}

TEST_CASE("what a gateway asks to wait holds the whole channel, but not for ever") {
  RateLimiter limiter(kHundred, steady(0));
  limiter.throttled(steady(0), 20s);
  const Grant early = limiter.available(steady(19999), 10);
  CHECK(early.granted == 0);
  CHECK(early.next_time == steady(20000));
  CHECK(limiter.available(steady(20000), 10).granted > 0);
  limiter.throttled(steady(20000), 5s);
  limiter.throttled(steady(20001), 1s);  // a shorter one does not shorten it
  CHECK(limiter.available(steady(24999), 10).granted == 0);
  RateLimiter other(kHundred, steady(0));
  other.throttled(steady(0), std::chrono::hours(24 * 365));
  CHECK(other.available(steady(0), 10).next_time == steady(0) + RateLimiter::kLongestWait);
}

TEST_CASE("a new rate holds from now on and keeps what was learnt") {
  RateLimiter limiter(kHundred, steady(0));
  limiter.throttled(steady(0), std::nullopt);
  limiter.set_rate(steady(0), {.count = 400, .per = 1s});
  CHECK(limiter.per_second() == Approx(200));
}

TEST_CASE("a clock that does not move on grants nothing twice") {
  RateLimiter limiter(kHundred, steady(0));
  CHECK(limiter.grant(steady(1000), 1000).granted == 25);
  CHECK(limiter.grant(steady(1000), 1000).granted == 0);
  CHECK(limiter.grant(steady(500), 1000).granted == 0);
}

}  // namespace
}  // namespace triand::schedule

#include "daemon/schedule/retry_policy.hpp"

#include <chrono>
#include <variant>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using namespace std::chrono_literals;

CampaignWindow thanks() { return {viet_nam(), {day(2026, 12, 18), day(2026, 12, 21)}, hours(7, 30, 20, 30)}; }

constexpr RetryPolicy kPolicy{.attempts = 8, .first = 30s, .factor = 2, .max = 30min};
const WallTime kMorning = vn(2026, 12, 18, 9, 0);

TEST_CASE("each try waits longer than the one before, up to the maximum, and the attempts are counted") {
  struct Row {
    int attempts;
    std::chrono::seconds wait;
  };
  const Row rows[] = {{0, 30s}, {1, 30s}, {2, 60s}, {3, 120s}, {4, 240s}, {5, 480s}, {6, 960s}, {7, 1800s}};
  for (const Row& row : rows) {
    CAPTURE(row.attempts);
    CHECK(kPolicy.after({.attempts = row.attempts, .now = kMorning, .retry_after = {}, .random = 0.5},
                        thanks()) == RetryDecision(DueAt{kMorning + row.wait}));
  }
  for (const int attempts : {8, 9, 1000})
    CHECK(kPolicy.after({.attempts = attempts, .now = kMorning, .retry_after = {}, .random = 0.5},
                        thanks()) == RetryDecision(Exhausted{}));
}

TEST_CASE("the wait is spread by a fifth to both sides and stays below the maximum") {
  const auto wait = [](int attempts, double random) {
    const RetryDecision decision =
        kPolicy.after({.attempts = attempts, .now = kMorning, .retry_after = {}, .random = random}, thanks());
    return std::get<DueAt>(decision).time - kMorning;
  };
  CHECK(wait(1, 0) == 24s);
  CHECK(wait(1, 0.25) == 27s);
  CHECK(wait(1, 0.999999) > 35s);
  CHECK(wait(1, 0.999999) <= 36s);
  CHECK(wait(7, 0) == 24min);
  CHECK(wait(7, 0.999999) == 30min);
}

TEST_CASE("the gateway's own wish is kept, longer than the maximum too, and never cut short") {
  const auto after = [](std::chrono::milliseconds asked, double random) {
    return kPolicy.after({.attempts = 1, .now = kMorning, .retry_after = asked, .random = random}, thanks());
  };
  CHECK(after(1s, 0.5) == RetryDecision(DueAt{kMorning + 30s}));
  CHECK(after(2h, 0) == RetryDecision(DueAt{kMorning + 2h}));
  for (const double random : {0.0, 0.3, 0.7, 0.999}) {
    const auto due = std::get<DueAt>(after(10min, random)).time;
    CHECK(due >= kMorning + 10min);
    CHECK(due <= kMorning + 12min);
  }
  CHECK(after(0s, 0.5) == RetryDecision(DueAt{kMorning + 30s}));
  CHECK(after(-5s, 0.5) == RetryDecision(DueAt{kMorning + 30s}));
  CHECK(after(std::chrono::milliseconds::max(), 0) == RetryDecision(TooLate{}));
}

TEST_CASE("a try that falls outside the hours moves to the next opening") {
  const Failure evening{.attempts = 1, .now = vn(2026, 12, 18, 20, 29, 50), .retry_after = {}, .random = 0.5};
  CHECK(kPolicy.after(evening, thanks()) == RetryDecision(DueAt{vn(2026, 12, 19, 7, 30)}));
  const Failure noon{.attempts = 1, .now = vn(2026, 12, 18, 11, 59, 50), .retry_after = {}, .random = 0.5};
  CHECK(kPolicy.after(noon, thanks(), hours(8, 0, 12, 0)) == RetryDecision(DueAt{vn(2026, 12, 19, 8, 0)}));
}

TEST_CASE("a try that would come after the window is too late") {
  const Failure last{.attempts = 1, .now = vn(2026, 12, 21, 20, 29, 40), .retry_after = {}, .random = 0.5};
  CHECK(kPolicy.after(last, thanks()) == RetryDecision(TooLate{}));
  const Failure just{.attempts = 1, .now = vn(2026, 12, 21, 20, 29, 29), .retry_after = {}, .random = 0.5};
  CHECK(kPolicy.after(just, thanks()) == RetryDecision(DueAt{vn(2026, 12, 21, 20, 29, 59)}));
  const Failure noon{.attempts = 1, .now = vn(2026, 12, 21, 12, 0), .retry_after = {}, .random = 0.5};
  CHECK(kPolicy.after(noon, thanks(), hours(8, 0, 12, 0)) == RetryDecision(TooLate{}));
}

TEST_CASE("a policy of one attempt tries nothing again") {
  const RetryPolicy once{.attempts = 1, .first = 30s, .factor = 2, .max = 30min};
  CHECK(once.after({.attempts = 1, .now = kMorning, .retry_after = {}, .random = 0.5}, thanks()) ==
        RetryDecision(Exhausted{}));
}

TEST_CASE("thousands of attempts do not overflow the wait") {
  const RetryPolicy stubborn{.attempts = 1000000, .first = 30s, .factor = 10, .max = 30min};
  CHECK(stubborn.after({.attempts = 99999, .now = kMorning, .retry_after = {}, .random = 0.5}, thanks()) ==
        RetryDecision(DueAt{kMorning + 30min}));
}

}  // namespace
}  // namespace triand::schedule

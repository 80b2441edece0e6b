#include "daemon/schedule/pacer.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using namespace std::chrono_literals;
using Pace = domain::Campaign::Pace;

struct Run {
  std::vector<std::int64_t> sent;  // millisecond of each message
  std::int64_t left = 0;
};

// A lane without other limits over an open time of that many milliseconds; stalled from `stall` to `resume`.
Run run(std::int64_t deliveries, std::int64_t open, std::int64_t stall = 0, std::int64_t resume = 0) {
  Pacer pacer(Pace::even, std::chrono::milliseconds(open), steady(0));
  Run out;
  out.left = deliveries;
  for (std::int64_t now = 0; now < open && out.left > 0;) {
    if (now >= stall && now < resume) now = resume;
    const std::chrono::milliseconds open_left(open - now);
    const Grant grant = pacer.available(steady(now), out.left, open_left, out.left);
    pacer.take(steady(now), out.left, open_left, grant.granted);
    out.sent.insert(out.sent.end(), static_cast<std::size_t>(grant.granted), now);
    out.left -= grant.granted;
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(grant.next_time - steady(now)).count();
    now += std::clamp<std::int64_t>(wait, 1, 30000);
  }
  return out;
}

TEST_CASE("an even campaign sends everything, before the window ends, and evenly") {
  struct Row {
    std::int64_t deliveries;
    std::chrono::milliseconds open;
  };
  const Row rows[] = {{1, 1h},     {2, 1h},     {10, 1h}, {1000, 1h},
                      {20000, 1h}, {5000, 52h}, {7, 52h}, {20000, 5min}};
  for (const Row& row : rows) {
    CAPTURE(row.deliveries, row.open.count());
    const Run result = run(row.deliveries, row.open.count());
    CHECK(result.left == 0);
    REQUIRE(static_cast<std::int64_t>(result.sent.size()) == row.deliveries);
    const std::int64_t reserve = std::min<std::int64_t>(row.open.count() / 20, 30 * 60000);
    const std::int64_t spread = row.open.count() - reserve;
    CHECK(result.sent.back() <= spread + 30000);
    if (row.deliveries < 100) continue;
    // Each tenth of the time carries a tenth of the messages.
    for (int tenth = 0; tenth < 10; ++tenth) {
      const auto in_tenth = std::count_if(result.sent.begin(), result.sent.end(),
                                          [&](std::int64_t at) { return at * 10 / spread == tenth; });
      CAPTURE(tenth);
      CHECK(std::abs(static_cast<double>(in_tenth) - static_cast<double>(row.deliveries) / 10) <=
            static_cast<double>(row.deliveries) / 100 + 2);
    }
  }
}

TEST_CASE("after an outage the rest is spread over what is left, not poured out") {
  const Run result = run(3600, 3600000, 600000, 1800000);
  CHECK(result.left == 0);
  for (std::int64_t second = 1800; second < 3300; ++second) {
    const auto within = std::count_if(result.sent.begin(), result.sent.end(),
                                      [&](std::int64_t at) { return at / 1000 == second; });
    REQUIRE(within <= 6);
  }
}

TEST_CASE("fast is not paced at all") {
  const Pacer pacer(Pace::fast, 52h, steady(0));
  const Grant grant = pacer.available(steady(0), 1000000, 52h, 5000);
  CHECK(grant.granted == 5000);
  CHECK(grant.next_time == steady(0));
  CHECK(std::isinf(pacer.per_second(10, 52h)));
}

TEST_CASE("what is left in the last stretch goes at once") {
  const Pacer pacer(Pace::even, 52h, steady(0));
  CHECK(pacer.available(steady(0), 1000, 31min, 1000).granted == 1);
  CHECK(pacer.available(steady(0), 1000, 30min, 1000).granted == 1000);
  CHECK(std::isinf(pacer.per_second(0, 30min)));
  const Pacer brief(Pace::even, 20min, steady(0));
  CHECK(brief.available(steady(0), 1000, 1min, 1000).granted == 1000);
  CHECK(brief.available(steady(0), 1000, 2min, 1000).granted == 1);
}

TEST_CASE("the speed is what is left over the time that is left") {
  const Pacer pacer(Pace::even, 10h, steady(0));
  CHECK(pacer.per_second(36000, 10h + 30min) == Approx(1));
  CHECK(pacer.per_second(36000, 5h + 30min) == Approx(2));
  CHECK(pacer.per_second(0, 10h) == Approx(0));
}

TEST_CASE("what goes together is paced together, or all that is wanted") {
  Pacer pacer(Pace::even, 10h, steady(0));
  const auto open = 10h + 30min;
  constexpr std::int64_t kLeft = 36000 * 100;  // a hundred a second
  pacer.take(steady(0), kLeft, open, 1);
  const Grant none = pacer.available(steady(50), kLeft, open, 1000, 10);
  CHECK(none.granted == 0);
  CHECK(none.next_time == steady(100));
  CHECK(pacer.available(steady(100), kLeft, open, 1000, 10).granted == 10);
  CHECK(pacer.available(steady(30), kLeft, open, 3, 10).granted == 3);
}

TEST_CASE("with nothing left nothing is granted for long, and the next look is bounded") {
  Pacer pacer(Pace::even, 10h, steady(0));
  pacer.take(steady(0), 1, 10h, 1);
  const Grant grant = pacer.available(steady(1000), 0, 10h, 10);
  CHECK(grant.granted == 0);
  CHECK(grant.next_time > steady(1000));
  CHECK(grant.next_time <= steady(1000) + 1h);
}

}  // namespace
}  // namespace triand::schedule

#include "daemon/schedule/clock_watch.hpp"

#include <catch2/catch.hpp>

namespace triand::schedule {

using namespace std::chrono_literals;

namespace {

struct Clocks {
  Moment now{WallTime(std::chrono::hours(500000)), SteadyTime(100s)};

  Moment after(std::chrono::milliseconds wall, std::chrono::milliseconds steady) {
    now.wall += wall;
    now.steady += steady;
    return now;
  }
};

}  // namespace

TEST_CASE("a clock that is set forward or back is noticed once, and by how much") {
  Clocks clocks;
  ClockWatch watch(clocks.now);
  CHECK(watch.look(clocks.after(1s, 1s)) == 0ms);
  CHECK(watch.look(clocks.after(1h + 1s, 1s)) == 1h);
  CHECK(watch.look(clocks.after(1s, 1s)) == 0ms);
  CHECK(watch.look(clocks.after(-2h + 1s, 1s)) == -2h);
  CHECK(watch.look(clocks.after(30s, 30s)) == 0ms);
}

TEST_CASE("a clock that is slowly corrected counts as true") {
  Clocks clocks;
  ClockWatch watch(clocks.now);
  for (int second = 0; second < 1000; ++second) CHECK(watch.look(clocks.after(1500ms, 1s)) == 0ms);
}

}  // namespace triand::schedule

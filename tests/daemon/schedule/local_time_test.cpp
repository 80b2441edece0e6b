#include "daemon/schedule/local_time.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/plan/forecast_world.hpp"

using namespace triand;
using namespace std::chrono_literals;

TEST_CASE("a time that a document tells can be read again") {
  const schedule::WallTime time = test::at(18, 7h + 30min + 5s);
  const std::string text = schedule::local_time(time, test::viet_nam());
  CHECK(text == "2026-12-18T07:30:05+07:00");
  CHECK(schedule::read_local_time(text) == time);
  for (const char* wrong : {"", "2026-12-18", "tomorrow", "2026-12-18T07:30:05"})
    CHECK_FALSE(schedule::read_local_time(wrong));
}

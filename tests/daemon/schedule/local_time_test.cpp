#include "daemon/schedule/local_time.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

using namespace triand;

TEST_CASE("a time that a document tells can be read again") {
  const schedule::WallTime time = schedule::vn(2026, 12, 18, 7, 30, 5);
  const std::string text = schedule::local_time(time, schedule::viet_nam());
  CHECK(text == "2026-12-18T07:30:05+07:00");
  CHECK(schedule::read_local_time(text) == time);
  for (const char* wrong : {"", "2026-12-18", "tomorrow", "2026-12-18T07:30:05"})
    CHECK_FALSE(schedule::read_local_time(wrong));
}

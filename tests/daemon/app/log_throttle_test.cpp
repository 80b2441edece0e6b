#include "daemon/app/log_throttle.hpp"

#include <catch2/catch.hpp>

using namespace std::chrono_literals;
using triand::app::LogThrottle;
using triand::schedule::SteadyTime;
using triand::server::LogLevel;

namespace {

const SteadyTime kStart{1h};

// How many of so many lines are written.
int write(LogThrottle& throttle, int lines, SteadyTime now, const char* event = "receipt_refused") {
  int written = 0;
  for (int line = 0; line < lines; ++line) written += throttle.take(LogLevel::warning, event, now) ? 1 : 0;
  return written;
}

}  // namespace

TEST_CASE("the first lines of an event within a minute are written, the rest are told as one number") {
  LogThrottle throttle;
  CHECK(write(throttle, LogThrottle::kEachMinute, kStart) == LogThrottle::kEachMinute);
  CHECK(write(throttle, 9000, kStart + 1s) == 0);
  CHECK(write(throttle, 980, kStart + 59s) == 0);
  CHECK(throttle.tell(kStart + 59s).empty());
  const auto told = throttle.tell(kStart + 60s);
  REQUIRE(told.size() == 1);
  CHECK(told[0].level == LogLevel::warning);
  CHECK(told[0].event == "receipt_refused");
  CHECK(told[0].lines == 9980);
  CHECK(throttle.tell(kStart + 60s).empty());
}

TEST_CASE("the next minute begins with its first line, and has lines of its own") {
  LogThrottle throttle;
  write(throttle, 1000, kStart);
  CHECK(throttle.tell(kStart + 90s).size() == 1);
  CHECK(write(throttle, 1000, kStart + 100s) == LogThrottle::kEachMinute);
  CHECK(throttle.tell(kStart + 150s).empty());
  CHECK(throttle.tell(kStart + 160s).size() == 1);
}

TEST_CASE("what nobody has asked for in time is told later, and no line is lost between two minutes") {
  LogThrottle throttle;
  const int written = write(throttle, 100, kStart) + write(throttle, 100, kStart + 5min);
  const auto told = throttle.tell(kStart + 10min);
  REQUIRE(told.size() == 1);
  CHECK(written + told[0].lines == 200);
}

TEST_CASE("few lines are all written, however long they go on, and nothing is told of them") {
  LogThrottle throttle;
  for (int minute = 0; minute < 100; ++minute) {
    CHECK(write(throttle, LogThrottle::kEachMinute, kStart + minute * 1min) == LogThrottle::kEachMinute);
    CHECK(throttle.tell(kStart + minute * 1min + 30s).empty());
  }
}

TEST_CASE("a flood of one event takes no line from another") {
  LogThrottle throttle;
  write(throttle, 1000, kStart);
  CHECK(write(throttle, 1, kStart + 1s, "feed_refused") == 1);
}

TEST_CASE("before the log ends, a minute that is not over is told as well") {
  LogThrottle throttle;
  write(throttle, LogThrottle::kEachMinute + 3, kStart);
  write(throttle, LogThrottle::kEachMinute + 4, kStart, "feed_refused");
  const auto told = throttle.tell_all();
  REQUIRE(told.size() == 2);
  CHECK(told[0].lines + told[1].lines == 7);
  CHECK(throttle.tell_all().empty());
}

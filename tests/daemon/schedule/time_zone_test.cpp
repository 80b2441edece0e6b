#include "daemon/schedule/time_zone.hpp"

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST_CASE("a zone that the system does not know is none") {
  CHECK_FALSE(TimeZone::find("Asia/Hanoi_East"));
  CHECK_FALSE(TimeZone::find(""));
  REQUIRE(TimeZone::find("Asia/Ho_Chi_Minh"));
  CHECK(TimeZone::find("Asia/Ho_Chi_Minh")->name() == "Asia/Ho_Chi_Minh");
}

TEST_CASE("Viet Nam's wall clocks are seven hours ahead of UTC") {
  const TimeZone zone = viet_nam();
  const WallTime time = sys_days(day(2026, 12, 18)) + 0h + 30min + 59s;
  CHECK(zone.local(time) == LocalTime{.day = day(2026, 12, 18), .of_day = 7h + 30min});
  CHECK(zone.offset(time) == 7h);
  CHECK(zone.at(day(2026, 12, 18), 7h + 30min) == sys_days(day(2026, 12, 18)) + 30min);
}

TEST_CASE("a local day begins at local midnight, not at UTC's") {
  const TimeZone zone = viet_nam();
  CHECK(zone.local(vn(2026, 12, 18, 0, 0)).day == day(2026, 12, 18));
  CHECK(zone.local(vn(2026, 12, 18, 0, 0) - 1ns) ==
        LocalTime{.day = day(2026, 12, 17), .of_day = 23h + 59min});
  CHECK(zone.next_midnight(vn(2026, 12, 18, 6, 59)) == vn(2026, 12, 19, 0, 0));
  CHECK(zone.next_midnight(vn(2026, 12, 18, 0, 0)) == vn(2026, 12, 19, 0, 0));
  CHECK(zone.at(day(2026, 12, 18), 24h) == vn(2026, 12, 19, 0, 0));
}

TEST_CASE("every minute of a year comes back from local time where clocks never change") {
  const TimeZone zone = viet_nam();
  for (WallTime time = vn(2026, 1, 1, 0, 0); time < vn(2027, 1, 1, 0, 0); time += 61min) {
    const LocalTime local = zone.local(time);
    REQUIRE(zone.at(local.day, local.of_day) == time);
  }
}

TEST_CASE("a time that a change of clocks leaves out is the moment of the change") {
  const auto zone = TimeZone::find("Europe/Berlin");
  REQUIRE(zone);
  // On 29 March 2026 the clocks go from 02:00 to 03:00, at 01:00 UTC.
  const WallTime change = sys_days(day(2026, 3, 29)) + 1h;
  CHECK(zone->at(day(2026, 3, 29), 2h + 30min) == change);
  CHECK(zone->at(day(2026, 3, 29), 3h) == change);
  CHECK(zone->at(day(2026, 3, 29), 1h + 59min) == change - 1min);
  CHECK(zone->offset(change) == 2h);
  CHECK(zone->offset(change - 1s) == 1h);
}

TEST_CASE("of a time that comes twice the first counts") {
  const auto zone = TimeZone::find("Europe/Berlin");
  REQUIRE(zone);
  // On 25 October 2026 the clocks go from 03:00 back to 02:00, at 01:00 UTC.
  CHECK(zone->at(day(2026, 10, 25), 2h + 30min) == sys_days(day(2026, 10, 25)) + 30min);
}

TEST_CASE("a day stands in the database as its digits") {
  CHECK(day_number(day(2026, 12, 18)) == 20261218);
  CHECK(day_number(day(2027, 1, 2)) == 20270102);
}

}  // namespace
}  // namespace triand::schedule

#include "daemon/schedule/campaign_window.hpp"

#include <chrono>
#include <optional>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using namespace std::chrono_literals;

CampaignWindow thanks() { return {viet_nam(), {day(2026, 12, 18), day(2026, 12, 21)}, hours(7, 30, 20, 30)}; }

TEST_CASE("the hours that two allow are what both allow") {
  CHECK(overlap(hours(7, 30, 20, 30), hours(8, 0, 22, 0)) == hours(8, 0, 20, 30));
  CHECK(overlap(hours(7, 30, 20, 30), {}) == hours(7, 30, 20, 30));
  CHECK(overlap(hours(9, 0, 10, 0), hours(7, 0, 22, 0)) == hours(9, 0, 10, 0));
  CHECK_FALSE(overlap(hours(7, 0, 9, 0), hours(9, 0, 10, 0)));
  CHECK_FALSE(overlap(hours(11, 0, 12, 0), hours(9, 0, 10, 0)));
}

TEST_CASE("a window opens on its first day and closes on its last, to the second") {
  const CampaignWindow window = thanks();
  CHECK(window.opens_at() == vn(2026, 12, 18, 7, 30));
  CHECK(window.closes_at() == vn(2026, 12, 21, 20, 30));
  CHECK(window.year() == 2026);
  struct Row {
    WallTime time;
    bool open;
  };
  const Row rows[] = {
      {vn(2026, 12, 17, 12, 0), false},  {vn(2026, 12, 18, 7, 29, 59), false},
      {vn(2026, 12, 18, 7, 30), true},   {vn(2026, 12, 18, 20, 29, 59), true},
      {vn(2026, 12, 18, 20, 30), false}, {vn(2026, 12, 19, 3, 0), false},
      {vn(2026, 12, 19, 7, 30), true},   {vn(2026, 12, 21, 20, 29, 59), true},
      {vn(2026, 12, 21, 20, 30), false}, {vn(2026, 12, 22, 12, 0), false},
      {vn(2027, 12, 19, 12, 0), false},  {vn(2025, 12, 19, 12, 0), false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.time.time_since_epoch().count());
    CHECK(window.is_open(row.time) == row.open);
  }
}

TEST_CASE("open time ends with the day's hours, the channel's too, and not while it is closed") {
  const CampaignWindow window = thanks();
  CHECK(window.open_until(vn(2026, 12, 18, 12, 0)) == vn(2026, 12, 18, 20, 30));
  CHECK(window.open_until(vn(2026, 12, 21, 20, 29, 59)) == vn(2026, 12, 21, 20, 30));
  CHECK(window.open_until(vn(2026, 12, 19, 9, 0), hours(9, 0, 17, 0)) == vn(2026, 12, 19, 17, 0));
  for (const WallTime closed : {vn(2026, 12, 18, 7, 0), vn(2026, 12, 18, 21, 0), vn(2026, 12, 22, 12, 0)})
    CHECK_FALSE(window.open_until(closed).has_value());
}

TEST_CASE("a channel's hours narrow the window") {
  const CampaignWindow window = thanks();
  CHECK_FALSE(window.is_open(vn(2026, 12, 18, 8, 59), hours(9, 0, 17, 0)));
  CHECK(window.is_open(vn(2026, 12, 18, 9, 0), hours(9, 0, 17, 0)));
  CHECK_FALSE(window.is_open(vn(2026, 12, 18, 17, 0), hours(9, 0, 17, 0)));
  CHECK_FALSE(window.is_open(vn(2026, 12, 18, 7, 0), hours(6, 0, 22, 0)));
  CHECK_FALSE(window.next_opening(vn(2026, 12, 18, 7, 0), hours(21, 0, 22, 0)));
}

TEST_CASE("the next opening is now, later today, tomorrow or never") {
  const CampaignWindow window = thanks();
  const auto next = [&](WallTime now) { return window.next_opening(now); };
  CHECK(next(vn(2026, 1, 1, 0, 0)) == vn(2026, 12, 18, 7, 30));
  CHECK(next(vn(2026, 12, 18, 12, 0, 7)) == vn(2026, 12, 18, 12, 0, 7));
  CHECK(next(vn(2026, 12, 18, 20, 30)) == vn(2026, 12, 19, 7, 30));
  CHECK(next(vn(2026, 12, 19, 0, 0)) == vn(2026, 12, 19, 7, 30));
  CHECK(next(vn(2026, 12, 21, 20, 29, 59)) == vn(2026, 12, 21, 20, 29, 59));
  CHECK(next(vn(2026, 12, 21, 20, 30)) == std::nullopt);
  CHECK(window.next_opening(vn(2026, 12, 18, 18, 0), hours(9, 0, 17, 0)) == vn(2026, 12, 19, 9, 0));
  CHECK(window.next_opening(vn(2026, 12, 21, 17, 0), hours(9, 0, 17, 0)) == std::nullopt);
}

TEST_CASE("the open time that is left is the sum of the hours that are left") {
  const CampaignWindow window = thanks();
  CHECK(window.open_time_left(vn(2026, 1, 1, 0, 0)) == 4 * 13h);
  CHECK(window.open_time_left(vn(2026, 12, 18, 8, 30)) == 4 * 13h - 1h);
  CHECK(window.open_time_left(vn(2026, 12, 18, 23, 0)) == 3 * 13h);
  CHECK(window.open_time_left(vn(2026, 12, 21, 20, 29, 59)) == 1s);
  CHECK(window.open_time_left(vn(2026, 12, 21, 20, 30)) == 0s);
  CHECK(window.open_time_left(vn(2026, 1, 1, 0, 0), hours(9, 0, 17, 0)) == 4 * 8h);
  CHECK(window.open_time_left(vn(2026, 12, 18, 7, 30), hours(21, 0, 22, 0)) == 0s);
}

TEST_CASE("work ends when so much open time has passed") {
  const CampaignWindow window = thanks();
  CHECK(window.after_open_time(vn(2026, 1, 1, 0, 0), 1h) == vn(2026, 12, 18, 8, 30));
  CHECK(window.after_open_time(vn(2026, 12, 18, 20, 0), 1h) == vn(2026, 12, 19, 8, 0));
  CHECK(window.after_open_time(vn(2026, 12, 18, 7, 30), 13h) == vn(2026, 12, 18, 20, 30));
  CHECK(window.after_open_time(vn(2026, 12, 18, 7, 30), 4 * 13h) == vn(2026, 12, 21, 20, 30));
  CHECK(window.after_open_time(vn(2026, 12, 18, 7, 30), 4 * 13h + 1ns) == std::nullopt);
  CHECK(window.after_open_time(vn(2026, 12, 18, 7, 30), 9h, hours(9, 0, 17, 0)) == vn(2026, 12, 19, 10, 0));
  CHECK(window.after_open_time(vn(2026, 12, 18, 9, 0), 0h) == vn(2026, 12, 18, 9, 0));
}

TEST_CASE("open time and its end agree at every half hour of the window") {
  const CampaignWindow window = thanks();
  for (WallTime time = vn(2026, 12, 17, 0, 0); time < vn(2026, 12, 23, 0, 0); time += 30min) {
    const auto left = window.open_time_left(time);
    CHECK(window.is_open(time) == (window.next_opening(time) == time));
    if (left > 0s) CHECK(window.after_open_time(time, left) == window.closes_at());
    CHECK(window.after_open_time(time, left + 1s) == std::nullopt);
  }
}

TEST_CASE("hours until 24:00 join neither days nor years") {
  const CampaignWindow window(viet_nam(), {day(2026, 12, 31), day(2027, 1, 1)}, hours(0, 0, 24, 0));
  CHECK(window.closes_at() == vn(2027, 1, 2, 0, 0));
  CHECK(window.is_open(vn(2026, 12, 31, 23, 59, 59)));
  CHECK(window.is_open(vn(2027, 1, 1, 0, 0)));
  CHECK_FALSE(window.is_open(vn(2027, 1, 2, 0, 0)));
  CHECK(window.open_time_left(vn(2026, 12, 31, 0, 0)) == 48h);
}

TEST_CASE("a day with a change of clocks has an hour less or more") {
  const auto zone = TimeZone::find("Europe/Berlin");
  REQUIRE(zone);
  const CampaignWindow spring(*zone, {day(2026, 3, 29), day(2026, 3, 29)}, hours(0, 0, 24, 0));
  CHECK(spring.open_time_left(spring.opens_at()) == 23h);
  const CampaignWindow autumn(*zone, {day(2026, 10, 25), day(2026, 10, 25)}, hours(0, 0, 24, 0));
  CHECK(autumn.open_time_left(autumn.opens_at()) == 25h);
  // 02:00 to 03:00 does not exist on that day.
  const CampaignWindow gap(*zone, {day(2026, 3, 29), day(2026, 3, 29)}, hours(2, 0, 3, 0));
  CHECK_FALSE(gap.next_opening(gap.opens_at() - 24h));
}

TEST_CASE("the window that is running or comes next is this year's until it has closed") {
  const auto find = [](WallTime now) {
    return CampaignWindow::next(viet_nam(), {0, 12, 18}, {0, 12, 21}, hours(7, 30, 20, 30), now);
  };
  REQUIRE(find(vn(2026, 11, 22, 12, 0)));
  CHECK(find(vn(2026, 11, 22, 12, 0))->year() == 2026);
  CHECK(find(vn(2026, 12, 19, 3, 0))->year() == 2026);
  CHECK(find(vn(2026, 12, 21, 20, 29, 59))->year() == 2026);
  CHECK(find(vn(2026, 12, 21, 20, 30))->year() == 2027);
  CHECK(find(vn(2026, 12, 21, 23, 59))->opens_at() == vn(2027, 12, 18, 7, 30));
  CHECK(find(vn(2026, 12, 31, 23, 59))->year() == 2027);
}

TEST_CASE("a window with full dates is over for good when it has closed") {
  const auto find = [](WallTime now) {
    return CampaignWindow::next(viet_nam(), {2026, 12, 18}, {2026, 12, 21}, hours(7, 30, 20, 30), now);
  };
  CHECK(find(vn(2025, 1, 1, 0, 0)));
  CHECK(find(vn(2026, 12, 21, 20, 29, 59)));
  CHECK_FALSE(find(vn(2026, 12, 21, 20, 30)));
  CHECK_FALSE(find(vn(2026, 12, 22, 0, 0)));
}

TEST_CASE("a window over New Year bears the year it began in") {
  const auto find = [](WallTime now) {
    return CampaignWindow::next(viet_nam(), {0, 12, 28}, {0, 1, 3}, hours(8, 0, 20, 0), now);
  };
  REQUIRE(find(vn(2027, 1, 2, 12, 0)));
  CHECK(find(vn(2027, 1, 2, 12, 0))->year() == 2026);
  CHECK(find(vn(2027, 1, 3, 20, 0))->year() == 2027);
}

}  // namespace
}  // namespace triand::schedule

#include "config/scalars.hpp"

#include <catch2/catch.hpp>

namespace triand::config {
namespace {

using namespace std::chrono_literals;

TEST_CASE("durations need a whole number and a unit") {
  CHECK(parse_duration("250ms") == 250ms);
  CHECK(parse_duration("0s") == 0s);
  CHECK(parse_duration("5m") == 5min);
  CHECK(parse_duration("5 min") == 5min);
  CHECK(parse_duration("999999999d") == 999999999 * std::chrono::milliseconds(24h));
  for (const char* bad : {"", "10", "s", "1.5h", "-5s", "5sec", "10s ago", "9999999999d"})
    CHECK(parse_duration(bad) == std::nullopt);
}

TEST_CASE("an amount of bytes has its unit") {
  CHECK(parse_bytes("64kB") == 65'536);
  CHECK(parse_bytes("32 MB") == 32 << 20);
  CHECK(parse_bytes("8GB") == std::int64_t{8} << 30);
  CHECK(parse_bytes("999999TB") == std::int64_t{999'999} << 40);
  for (const char* bad : {"", "8", "8g", "8Gb", "-1kB", "1.5GB", "GB", "1000000TB", "8 G B"})
    CHECK(parse_bytes(bad) == std::nullopt);
}

TEST_CASE("rates need a count of at least one and a time") {
  CHECK(parse_rate("100/s") == Rate{100, 1s});
  CHECK(parse_rate("60 / min") == Rate{60, 60s});
  CHECK(parse_rate("500/h") == Rate{500, 3600s});
  CHECK(parse_rate("2000/day") == Rate{2000, 86400s});
  for (const char* bad : {"0/s", "100", "100/", "/s", "100/month", "-1/s", "1.5/s"})
    CHECK(parse_rate(bad) == std::nullopt);
}

TEST_CASE("hours stay inside one day") {
  CHECK(parse_hours("07:30-20:30") == Hours{7h + 30min, 20h + 30min});
  CHECK(parse_hours("00:00-24:00") == Hours{});
  CHECK(parse_hours("7:00 - 9:00") == Hours{7h, 9h});
  for (const char* bad :
       {"", "07:30", "20:30-07:30", "08:00-08:00", "08:00-24:01", "08:60-09:00", "8-9", "08:00-09:000"})
    CHECK(parse_hours(bad) == std::nullopt);
}

TEST_CASE("percentages are shares from nothing to all") {
  CHECK(*parse_percent("5%") == Approx(0.05));
  CHECK(*parse_percent("0.5 %") == Approx(0.005));
  for (const char* bad : {"5", "101%", "-1%", "%", "nan%"}) CHECK(parse_percent(bad) == std::nullopt);
}

TEST_CASE("numbers are whole texts and finite") {
  CHECK(parse_integer("-12") == -12);
  CHECK(*parse_number("1e3") == Approx(1000));
  for (const char* bad : {"", "12x", "1 2", "99999999999999999999"})
    CHECK(parse_integer(bad) == std::nullopt);
  for (const char* bad : {"", "inf", "nan", "1,5"}) CHECK(parse_number(bad) == std::nullopt);
}

}  // namespace
}  // namespace triand::config

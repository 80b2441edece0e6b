#pragma once

#include <chrono>
#include <cstdint>

#include "daemon/domain/hours.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/schedule/time_zone.hpp"

namespace triand::schedule {

// Viet Nam has no daylight-saving time: 7 hours ahead of UTC all year.
inline TimeZone viet_nam() { return TimeZone::find("Asia/Ho_Chi_Minh").value(); }

inline std::chrono::year_month_day day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

// A moment by Viet Nam's wall clocks.
inline WallTime vn(int year, unsigned month, unsigned of_month, int hour, int minute, int second = 0) {
  return std::chrono::sys_days(day(year, month, of_month)) + std::chrono::hours(hour - 7) +
         std::chrono::minutes(minute) + std::chrono::seconds(second);
}

inline domain::Hours hours(int from_hour, int from_minute, int to_hour, int to_minute) {
  return {.from = std::chrono::hours(from_hour) + std::chrono::minutes(from_minute),
          .to = std::chrono::hours(to_hour) + std::chrono::minutes(to_minute)};
}

// Somewhere on the steady clock, that many milliseconds in.
inline SteadyTime steady(std::int64_t milliseconds) {
  return SteadyTime(std::chrono::hours(1000) + std::chrono::milliseconds(milliseconds));
}

}  // namespace triand::schedule

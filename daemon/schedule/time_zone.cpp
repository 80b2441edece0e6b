#include "daemon/schedule/time_zone.hpp"

#include <stdexcept>

// Debian's libdate-tz is built for the system's zone files; the header must be told the same, or its classes have
// another layout than the library's.
#ifndef USE_OS_TZDB
#define USE_OS_TZDB 1
#endif
#include <date/tz.h>

namespace triand::schedule {

std::optional<TimeZone> TimeZone::find(const std::string& name) {
  try {
    return TimeZone(date::locate_zone(name));
  } catch (const std::runtime_error&) {  // its word for a name it does not know
    return std::nullopt;
  }
}

const std::string& TimeZone::name() const { return zone_->name(); }

LocalTime TimeZone::local(WallTime time) const {
  const auto since_epoch = zone_->to_local(time).time_since_epoch();
  const auto days = std::chrono::floor<std::chrono::days>(since_epoch);
  return {.day = std::chrono::sys_days(days),
          .of_day = std::chrono::floor<std::chrono::minutes>(since_epoch - days)};
}

std::chrono::seconds TimeZone::offset(WallTime time) const { return zone_->get_info(time).offset; }

WallTime TimeZone::at(std::chrono::year_month_day day, std::chrono::minutes of_day) const {
  const std::chrono::seconds wall = std::chrono::sys_days(day).time_since_epoch() + of_day;
  const date::local_info info = zone_->get_info(date::local_seconds(wall));
  if (info.result == date::local_info::nonexistent) return info.second.begin;
  return date::sys_seconds(wall - info.first.offset);
}

WallTime TimeZone::next_midnight(WallTime time) const {
  return at(std::chrono::sys_days(local(time).day) + std::chrono::days(1), std::chrono::minutes(0));
}

int day_number(std::chrono::year_month_day day) {
  return int(day.year()) * 10000 + static_cast<int>(unsigned(day.month()) * 100 + unsigned(day.day()));
}

}  // namespace triand::schedule

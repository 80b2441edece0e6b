#include "daemon/schedule/local_time.hpp"

#include <sstream>

#include <date/date.h>
#include <fmt/format.h>

namespace triand::schedule {

std::string local_time(WallTime time, const TimeZone& zone) {
  const std::chrono::seconds offset = zone.offset(time);
  const auto local = std::chrono::floor<std::chrono::seconds>(time) + offset;
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day day(midnight);
  const std::chrono::hh_mm_ss clock(local - midnight);
  const auto east = std::chrono::abs(std::chrono::duration_cast<std::chrono::minutes>(offset));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     offset.count() < 0 ? '-' : '+', east.count() / 60, east.count() % 60);
}

std::optional<WallTime> read_local_time(const std::string& text) {
  std::istringstream in(text);
  date::sys_seconds at;
  in >> date::parse("%Y-%m-%dT%H:%M:%S%Ez", at);
  if (in.fail()) return std::nullopt;
  return WallTime(at.time_since_epoch());
}

}  // namespace triand::schedule

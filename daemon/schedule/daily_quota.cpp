#include "daemon/schedule/daily_quota.hpp"

#include <algorithm>

namespace triand::schedule {

DailyQuota::DailyQuota(const TimeZone& zone, std::int64_t limit, int day, std::int64_t used)
    : zone_(zone), limit_(limit), day_(day), used_(used) {}

int DailyQuota::day(WallTime now) const { return std::max(day_, day_number(zone_.local(now).day)); }

std::int64_t DailyQuota::used(WallTime now) const { return day(now) == day_ ? used_ : 0; }

std::int64_t DailyQuota::left(WallTime now) const { return std::max<std::int64_t>(limit_ - used(now), 0); }

WallTime DailyQuota::resets_at(WallTime now) const {
  const int year = day(now) / 10000;
  const unsigned month = static_cast<unsigned>(day(now) / 100 % 100);
  const unsigned of_month = static_cast<unsigned>(day(now) % 100);
  const std::chrono::year_month_day used_day{std::chrono::year(year), std::chrono::month(month),
                                             std::chrono::day(of_month)};
  return zone_.at(std::chrono::sys_days(used_day) + std::chrono::days(1), std::chrono::minutes(0));
}

void DailyQuota::take(WallTime now, std::int64_t count) {
  used_ = std::max<std::int64_t>(used(now) + count, 0);
  day_ = day(now);
}

}  // namespace triand::schedule

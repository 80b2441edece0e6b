#include "daemon/plan/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "daemon/schedule/pacer.hpp"

namespace triand::plan {
namespace {

using schedule::CampaignWindow;
using schedule::TimeZone;
using schedule::WallTime;
using std::chrono::year_month_day;

constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();
// Sums of fractions end a hair below the whole they stand for.
constexpr double kHair = 1e-6;

double seconds(WallTime::duration duration) { return std::chrono::duration<double>(duration).count(); }

WallTime::duration duration_of(double seconds) {
  return std::chrono::ceil<WallTime::duration>(std::chrono::duration<double>(seconds));
}

std::int64_t by_rate(const ChannelWork& work, WallTime::duration open) {
  if (!work.rate) return kNoLimit;
  return static_cast<std::int64_t>(std::floor(seconds(open) * work.rate->per_second() + kHair));
}

std::int64_t by_quota(const ChannelWork& work, bool today) {
  if (!work.daily_quota) return kNoLimit;
  return std::max<std::int64_t>(0, *work.daily_quota - (today ? work.used_today : 0));
}

// As fast as rate and quota allow, day by day.
Forecast at_full_speed(const CampaignWindow& window, const TimeZone& zone, WallTime now,
                       const ChannelWork& work) {
  Forecast forecast;
  std::int64_t left = work.messages;
  const auto hours = schedule::overlap(window.hours(), work.hours);
  const auto last = std::chrono::sys_days(window.days().to);
  for (auto day = std::chrono::sys_days(window.days().from); hours && day <= last;
       day += std::chrono::days(1)) {
    const WallTime from = std::max(now, zone.at(year_month_day(day), hours->from));
    const WallTime to = zone.at(year_month_day(day), hours->to);
    if (from >= to) continue;
    const bool today = zone.local(now).day == year_month_day(day);
    const std::int64_t most = std::min(by_rate(work, to - from), by_quota(work, today));
    if (left <= most) {
      const double needed = work.rate ? static_cast<double>(left) / work.rate->per_second() : 0;
      forecast.finishes_at = std::min(to, from + duration_of(needed));
      return forecast;
    }
    left -= most;
  }
  forecast.fits = false;
  forecast.shortfall = left;
  return forecast;
}

// When an even pace is through, were it not for rate and quota.
std::optional<WallTime> spread_ends(const CampaignWindow& window, WallTime now, const ChannelWork& work) {
  const auto whole = window.open_time_left(window.opens_at(), work.hours);
  const auto open = window.open_time_left(now, work.hours);
  const schedule::Pacer pacer(domain::Campaign::Pace::even, whole, {});
  const double speed = pacer.per_second(work.messages, open);
  if (std::isinf(speed)) return std::nullopt;
  return window.after_open_time(now, duration_of(static_cast<double>(work.messages) / speed), work.hours);
}

}  // namespace

Forecast forecast_channel(const CampaignWindow& window, const TimeZone& zone, WallTime now,
                          domain::Campaign::Pace pace, const ChannelWork& work) {
  if (work.messages <= 0) return {};
  Forecast forecast = at_full_speed(window, zone, now, work);
  if (pace == domain::Campaign::Pace::fast || !forecast.fits) return forecast;
  if (const auto end = spread_ends(window, now, work))
    forecast.finishes_at = std::max(*forecast.finishes_at, *end);
  return forecast;
}

Forecast together(std::span<const Forecast> channels) {
  Forecast all;
  for (const Forecast& channel : channels) {
    all.fits = all.fits && channel.fits;
    all.shortfall += channel.shortfall;
    if (channel.finishes_at && (!all.finishes_at || *channel.finishes_at > *all.finishes_at))
      all.finishes_at = channel.finishes_at;
  }
  if (!all.fits) all.finishes_at.reset();
  return all;
}

}  // namespace triand::plan

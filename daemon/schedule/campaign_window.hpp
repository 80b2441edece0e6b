#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "daemon/domain/campaign.hpp"
#include "daemon/domain/hours.hpp"
#include "daemon/schedule/campaign_days.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/schedule/time_zone.hpp"

namespace triand::schedule {

// The part of the day that both allow; nullopt when there is none.
[[nodiscard]] std::optional<domain::Hours> overlap(const domain::Hours& one, const domain::Hours& other);

// When a campaign may send in one year: its days, and its hours on each of them. Everything from an opening on, up to
// but not including the closing. Where hours are asked for, they are a channel's: open is what both allow; without them
// the campaign's alone count.
class CampaignWindow {
 public:
  CampaignWindow(const TimeZone& zone, const CampaignDays& days, const domain::Hours& hours);

  // The window that is running or comes next, seen from `now` to the minute: after the last day's closing it is the
  // next year's. nullopt: full dates, and it has closed for good. Throws as next_occurrence() does.
  [[nodiscard]] static std::optional<CampaignWindow> next(const TimeZone& zone,
                                                          const domain::CampaignDay& from,
                                                          const domain::CampaignDay& to,
                                                          const domain::Hours& hours, WallTime now);

  [[nodiscard]] const CampaignDays& days() const { return days_; }
  [[nodiscard]] const domain::Hours& hours() const { return hours_; }
  // The year in the campaign's id: that of the first day.
  [[nodiscard]] int year() const { return int(days_.from.year()); }
  [[nodiscard]] WallTime opens_at() const;   // the first day's first moment
  [[nodiscard]] WallTime closes_at() const;  // the last day's end: from here on nothing may leave

  [[nodiscard]] bool is_open(WallTime now, const domain::Hours& channel = {}) const;
  // The first moment from `now` on that is open: `now` itself while open. nullopt: never again.
  [[nodiscard]] std::optional<WallTime> next_opening(WallTime now, const domain::Hours& channel = {}) const;
  // The end of the stretch of open time that `now` is in; nullopt while it is closed.
  [[nodiscard]] std::optional<WallTime> open_until(WallTime now, const domain::Hours& channel = {}) const;
  // The stretches of open time from `now` on, one after the other; the first begins at `now` itself while open.
  struct Stretch {
    WallTime from;
    WallTime to;
  };
  [[nodiscard]] std::vector<Stretch> stretches(WallTime now, const domain::Hours& channel = {}) const;
  // How much open time there is from `now` on.
  [[nodiscard]] WallTime::duration open_time_left(WallTime now, const domain::Hours& channel = {}) const;
  // When that much open time has passed since `start`: where work of that length ends. nullopt: not in this window.
  [[nodiscard]] std::optional<WallTime> after_open_time(WallTime start, WallTime::duration work,
                                                        const domain::Hours& channel = {}) const;

 private:
  // The first stretch of open time that ends after `now`.
  [[nodiscard]] std::optional<Stretch> span_after(WallTime now, const domain::Hours& channel) const;

  TimeZone zone_;
  CampaignDays days_;
  domain::Hours hours_;
};

}  // namespace triand::schedule

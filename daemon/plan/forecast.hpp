#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "daemon/domain/campaign.hpp"
#include "daemon/domain/hours.hpp"
#include "daemon/schedule/campaign_window.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/schedule/rate_limiter.hpp"
#include "daemon/schedule/time_zone.hpp"

namespace triand::plan {

// What one channel still has to send and how fast it may.
struct ChannelWork {
  std::int64_t messages = 0;
  domain::Hours hours;                      // the channel's own
  std::optional<schedule::Rate> rate;       // none: as fast as one likes
  std::optional<std::int64_t> daily_quota;  // a local day
  std::int64_t used_today = 0;              // of the quota
};

// When a channel's messages, or all of them, will have been handed over.
struct Forecast {
  std::optional<schedule::WallTime> finishes_at;  // none: there is nothing to send, or it does not fit
  bool fits = true;
  std::int64_t shortfall = 0;  // messages that the window leaves no time for
  bool operator==(const Forecast&) const = default;
};

// A calculation, not a simulation: messages by rate and daily quota within what is left of the window and of the
// channel's hours; with an even pace no earlier than the spread ends. It counts each message once, and so is too
// hopeful when many will be tried again or fall back to another channel.
[[nodiscard]] Forecast forecast_channel(const schedule::CampaignWindow& window,
                                        const schedule::TimeZone& zone, schedule::WallTime now,
                                        domain::Campaign::Pace pace, const ChannelWork& work);

// All of a campaign's channels, which send at the same time: the last one's finish, the sum of what does not fit.
[[nodiscard]] Forecast together(std::span<const Forecast> channels);

}  // namespace triand::plan

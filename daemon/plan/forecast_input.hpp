#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/domain/campaign.hpp"
#include "daemon/domain/expectation.hpp"
#include "daemon/domain/hours.hpp"
#include "daemon/schedule/campaign_window.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/schedule/rate_limiter.hpp"
#include "daemon/schedule/retry_policy.hpp"
#include "daemon/schedule/time_zone.hpp"

namespace triand::plan {

// How fast a channel may send and what becomes of what it sends.
struct ForecastChannel {
  domain::Hours hours = {};                      // the channel's own
  std::optional<schedule::Rate> rate = {};       // none: as fast as one likes
  std::optional<double> most_per_second = {};    // what it was seen to do, whatever the rate allows
  std::optional<std::int64_t> daily_quota = {};  // a local day
  std::int64_t used_today = 0;                   // of the quota
  bool spills = false;                           // what the quota leaves no day for goes to the next channel
  double others = 0;  // messages of other campaigns that want the channel meanwhile, spread over the window
  std::optional<std::chrono::milliseconds> receipt_timeout =
      {};  // none: nothing falls back for want of a receipt
  // After how long its receipts come, those that come; none: nobody waits for any.
  std::optional<std::chrono::milliseconds> receipts_after = {};
  schedule::RetryPolicy retry = {};
  domain::Expectation expects = {};
};

// Messages of one unit that wait for one channel.
struct ForecastWork {
  std::size_t channel = 0;
  std::size_t unit = 0;
  std::size_t rank = 0;                // smaller ones go first, as the campaign's `order` says
  std::vector<std::size_t> then = {};  // the channels that take over, in their order, where one fails
  double messages = 0;
  // They join the queue only so much later: their present channel waits for a receipt.
  std::chrono::milliseconds after{0};
  double first =
      0;  // of the messages: those that may go before the canary's verdict, where there is a canary
};

// A canary whose verdict has not come: the first messages go, and the others wait until it is known how many of those
// failed.
struct ForecastCanary {
  double stop_above = 0;              // share of failures, 0..1
  std::chrono::milliseconds wait{0};  // for receipts, at most, after the last word about any of the first
  // Of the first those that have left already: by which channels, and when something was last heard of one.
  std::vector<std::size_t> left_by = {};
  std::optional<schedule::WallTime> last_word = {};
};

// A campaign as it stands at a moment, added up.
struct ForecastInput {
  schedule::CampaignWindow window;
  schedule::TimeZone zone;
  schedule::WallTime now;
  domain::Campaign::Pace pace = domain::Campaign::Pace::fast;
  std::vector<ForecastChannel> channels = {};
  std::size_t units = 1;
  std::size_t ranks = 1;
  std::vector<ForecastWork> work = {};
  std::optional<ForecastCanary> canary = {};
  bool coarse = false;  // a tenth of the steps: for those who ask again and again
};

}  // namespace triand::plan

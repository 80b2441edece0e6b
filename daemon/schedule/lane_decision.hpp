#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <variant>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/domain/hours.hpp"
#include "daemon/schedule/breaker.hpp"
#include "daemon/schedule/campaign_window.hpp"
#include "daemon/schedule/concurrency_window.hpp"
#include "daemon/schedule/daily_quota.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/schedule/pacer.hpp"
#include "daemon/schedule/rate_limiter.hpp"

namespace triand::schedule {

// A campaign's state as far as a lane is concerned.
enum class CampaignGate : std::uint8_t {
  shut,    // planned, finished, cancelled: nothing of it may be claimed
  paused,  // by an operator
  open,    // approved or running
};

// What a gateway's own quota leaves of its day, and when the next one begins.
struct GatewayDay {
  std::int64_t left = 0;
  WallTime resets_at;
};

// Everything that decides whether a lane (one channel of one campaign) may send just now. What is null or empty does
// not limit. The objects belong to the lane and outlive the call.
struct LaneSituation {
  bool stopping = false;
  bool recording = true;
  bool adopted = true;

  bool channel_paused = false;                            // by an operator; also when every unit is
  domain::HoldReason stopped = domain::HoldReason::none;  // by a gateway's answer, until somebody acts
  domain::HoldReason blocked = domain::HoldReason::none;  // the channel's own word (no token yet)
  CampaignGate campaign = CampaignGate::open;

  const CampaignWindow* window = nullptr;  // never null
  domain::Hours channel_hours;

  std::int64_t fresh = 0;            // queued and never tried
  std::optional<WallTime> next_due;  // of those that wait for another try, the first one's time
  std::int64_t left = 0;             // all that are queued: what the pace is reckoned from

  std::optional<std::int64_t> canary_left;  // messages until the canary's verdict
  std::optional<std::int64_t> budget_left;  // in messages
  const DailyQuota* quota = nullptr;
  std::optional<GatewayDay> gateway;
  // Once today's quota is used up, that many may be given to the legs' next channels: they would not get their turn in
  // this window.
  std::int64_t spill = 0;
  const Breaker* breaker = nullptr;
  const ConcurrencyWindow* concurrency = nullptr;
  std::int64_t in_flight = 0;
  const RateLimiter* rate = nullptr;
  const Pacer* pacer = nullptr;
  SteadyTime not_before{};  // the gateway asked for a pause

  std::int64_t batch = 1000;  // the most that one claim may take
};

// Claim up to n, at least one; n is taken from quota, breaker, rate and pacer, and what was not claimed given back.
struct Take {
  std::int64_t n = 0;
  bool spills =
      false;  // not to be sent by this channel: its quota is used up. Nothing is taken from the limits
  bool operator==(const Take&) const = default;
};

// Ask again then, or as soon as something happens (an outcome, a command, a new plan).
struct WaitUntil {
  SteadyTime time;  // never later than kLongestLook from now, so that a jump of the wall clock is noticed
  domain::HoldReason reason = domain::HoldReason::none;
  std::optional<WallTime> expected;  // when this hold is likely to end, for people; empty: nobody can know
  bool operator==(const WaitUntil&) const = default;
};

using LaneDecision = std::variant<Take, WaitUntil>;

inline constexpr std::chrono::seconds kLongestLook{30};

// Whether a lane may send, how many, or why not and until when. Pure: it takes nothing from anything.
//
// The first of these that holds is the answer; what only a person can end comes before what ends by itself, and a
// probe of the breaker is not spent on a moment at which nothing could be sent anyway:
//   stopping · cannot record · not adopted · channel paused · stopped · blocked · campaign paused or shut ·
//   nothing queued · window over · window not open yet · outside the hours · retries not due · canary · budget ·
//   quota · breaker · concurrency · rate · pace.
// An even pace spreads a daily quota over the day as well. n is the least that any of them leaves. Second tries of a
// canary go before its verdict. A campaign that is shut has `nothing_queued`.
[[nodiscard]] LaneDecision decide(const LaneSituation& situation, const Moment& now);

// What an even pace spreads: all that is left over the rest of the window, or today's quota over the rest of the day,
// whichever is slower.
struct Stretch {
  std::int64_t left = 0;
  WallTime::duration open{};
};
[[nodiscard]] Stretch stretch_of(const LaneSituation& situation, const Moment& now);

// How many of `left` a quota of `limit` a day will not let through on the days after today, to the window's end.
[[nodiscard]] std::int64_t over_quota(std::int64_t left, std::int64_t limit, const CampaignWindow& window,
                                      std::chrono::year_month_day today);

}  // namespace triand::schedule

#include "daemon/schedule/lane_decision.hpp"

#include <algorithm>

namespace triand::schedule {
namespace {

using domain::HoldReason;

WaitUntil hold(HoldReason reason, const Moment& now) {
  return {.time = now.steady + kLongestLook, .reason = reason, .expected = std::nullopt};
}

WaitUntil hold_until(HoldReason reason, const Moment& now, WallTime end) {
  // Compared on the wall first: a far day may lie beyond what the other clock can say.
  const WallTime look = std::clamp(end, now.wall, now.wall + kLongestLook);
  return {.time = now.steady + (look - now.wall), .reason = reason, .expected = end};
}

WaitUntil hold_until(HoldReason reason, const Moment& now, SteadyTime end) {
  const SteadyTime time = std::clamp(end, now.steady, now.steady + kLongestLook);
  return {.time = time,
          .reason = reason,
          .expected = now.wall + std::max(end - now.steady, SteadyTime::duration(0))};
}

// Nobody can say when its verdict comes; a second try of its own is looked for in time.
WaitUntil hold_for_canary(const LaneSituation& situation, const Moment& now) {
  WaitUntil wait = situation.next_due ? hold_until(HoldReason::canary, now, *situation.next_due)
                                      : hold(HoldReason::canary, now);
  wait.expected.reset();
  return wait;
}

std::optional<WaitUntil> held_by_people(const LaneSituation& situation, const Moment& now) {
  if (situation.stopping) return hold(HoldReason::shutting_down, now);
  if (!situation.recording) return hold(HoldReason::cannot_record, now);
  if (!situation.adopted) return hold(HoldReason::not_adopted, now);
  if (situation.channel_paused) return hold(HoldReason::paused, now);
  if (situation.stopped != HoldReason::none) return hold(situation.stopped, now);
  if (situation.blocked != HoldReason::none) return hold(situation.blocked, now);
  if (situation.campaign == CampaignGate::paused) return hold(HoldReason::paused, now);
  if (situation.campaign == CampaignGate::shut) return hold(HoldReason::nothing_queued, now);
  if (situation.fresh <= 0 && !situation.next_due) return hold(HoldReason::nothing_queued, now);
  return std::nullopt;
}

std::optional<WaitUntil> held_by_the_calendar(const LaneSituation& situation, const Moment& now) {
  const auto opening = situation.window->next_opening(now.wall, situation.channel_hours);
  if (!opening) return hold(HoldReason::window_closed, now);
  if (*opening > now.wall) {
    const bool before = now.wall < situation.window->opens_at();
    return hold_until(before ? HoldReason::window_not_open : HoldReason::outside_hours, now, *opening);
  }
  if (situation.fresh <= 0 && *situation.next_due > now.wall)
    return hold_until(HoldReason::retry_later, now, *situation.next_due);
  return std::nullopt;
}

// What both quotas leave of today; nullopt: there is none.
std::optional<GatewayDay> quota_of(const LaneSituation& situation, const Moment& now) {
  std::optional<GatewayDay> out = situation.gateway;
  if (!situation.quota) return out;
  const GatewayDay own{situation.quota->left(now.wall), situation.quota->resets_at(now.wall)};
  return !out || own.left < out->left ? own : out;
}

// Today's quota is used up.
LaneDecision without_quota(const LaneSituation& situation, const Moment& now, WallTime resets_at) {
  std::int64_t n = std::min(situation.spill, situation.batch);
  if (situation.concurrency) n = std::min(n, situation.concurrency->room(situation.in_flight));
  if (n > 0) return Take{.n = n, .spills = true};
  if (situation.spill > 0) return hold(HoldReason::concurrency_full, now);
  return hold_until(HoldReason::daily_quota, now, resets_at);
}

// What may go is let gather for a tenth of a second: a claim costs two syncs, of one message as of twenty.
std::int64_t together(double per_second) {
  constexpr double kGathered = 0.1;
  constexpr double kMany = 1e6;
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::min(per_second * kGathered, kMany)));
}

}  // namespace

Stretch stretch_of(const LaneSituation& situation, const Moment& now) {
  const Stretch whole{situation.left, situation.window->open_time_left(now.wall, situation.channel_hours)};
  const auto quota = quota_of(situation, now);
  if (!quota) return whole;
  const Stretch today{
      std::min(situation.left, quota->left),
      whole.open - situation.window->open_time_left(quota->resets_at, situation.channel_hours)};
  if (today.open <= WallTime::duration(0)) return whole;
  const auto speed = [](const Stretch& stretch) {
    return static_cast<double>(stretch.left) / std::chrono::duration<double>(stretch.open).count();
  };
  return speed(today) < speed(whole) ? today : whole;
}

std::int64_t over_quota(std::int64_t left, std::int64_t limit, const CampaignWindow& window,
                        std::chrono::year_month_day today) {
  const auto first = std::max(std::chrono::sys_days(window.days().from),
                              std::chrono::sys_days(today) + std::chrono::days(1));
  const auto days = (std::chrono::sys_days(window.days().to) - first).count() + 1;
  if (days <= 0 || limit <= 0) return left;
  return std::max<std::int64_t>(0, left - std::min(left, limit > left / days ? left : limit * days));
}

LaneDecision decide(const LaneSituation& situation, const Moment& now) {
  if (const auto wait = held_by_people(situation, now)) return *wait;
  if (const auto wait = held_by_the_calendar(situation, now)) return *wait;

  std::int64_t n = std::max<std::int64_t>(situation.batch, 1);
  if (situation.canary_left) {
    // Its own second tries belong to it.
    const bool retry_due = situation.next_due && *situation.next_due <= now.wall;
    if (*situation.canary_left <= 0 && !retry_due) return hold_for_canary(situation, now);
    if (!retry_due) n = std::min(n, *situation.canary_left);
  }
  if (situation.budget_left) {
    if (*situation.budget_left <= 0) return hold(HoldReason::budget_spent, now);
    n = std::min(n, *situation.budget_left);
  }
  if (const auto quota = quota_of(situation, now)) {
    n = std::min(n, quota->left);
    if (n <= 0) return without_quota(situation, now, quota->resets_at);
  }
  if (situation.breaker) {
    n = std::min(n, situation.breaker->available(now.steady, n));
    if (n <= 0 && situation.breaker->state() == Breaker::State::probing)
      return hold(HoldReason::breaker_open, now);
    if (n <= 0) return hold_until(HoldReason::breaker_open, now, situation.breaker->until());
  }
  if (situation.concurrency) {
    n = std::min(n, situation.concurrency->room(situation.in_flight));
    if (n <= 0) return hold(HoldReason::concurrency_full, now);
  }
  if (now.steady < situation.not_before)
    return hold_until(HoldReason::rate_limited, now, situation.not_before);
  if (situation.rate) {
    const Grant grant = situation.rate->available(now.steady, n, together(situation.rate->per_second()));
    if (grant.granted <= 0) return hold_until(HoldReason::rate_limited, now, grant.next_time);
    n = grant.granted;
  }
  if (situation.pacer) {
    const Stretch stretch = stretch_of(situation, now);
    const double speed = situation.pacer->per_second(stretch.left, stretch.open);
    const Grant grant =
        situation.pacer->available(now.steady, stretch.left, stretch.open, n, together(speed));
    if (grant.granted <= 0) return hold_until(HoldReason::paced, now, grant.next_time);
    n = grant.granted;
  }
  return Take{n};
}

}  // namespace triand::schedule

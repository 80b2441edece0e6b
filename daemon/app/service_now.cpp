#include "daemon/app/service_now.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "daemon/app/campaign_basis.hpp"
#include "daemon/domain/hold_reason.hpp"

namespace triand::app {
namespace {

using namespace std::chrono_literals;
using domain::HoldReason;

std::string rate_text(const std::optional<schedule::Rate>& rate) {
  if (!rate) return {};
  const auto per = rate->per == 1s ? "s" : rate->per == 60s ? "min" : rate->per == 3600s ? "h" : "day";
  return fmt::format("{}/{}", rate->count, per);
}

void say(server::ChannelNow& now, const char* state, HoldReason reason) {
  now.state = state;
  now.reason = domain::to_string(reason);
  now.detail = domain::sentence(reason);
}

server::ChannelNow describe(const ChannelSettings& channel, const dispatch::Lane& lane,
                            const std::vector<store::PauseRow>& pauses) {
  server::ChannelNow now;
  now.name = channel.facts.name;
  now.kind = channel.facts.kind;
  now.rate = rate_text(channel.rate);
  now.in_flight = lane.in_flight();
  now.trouble = channel.channel->trouble();
  now.quota = channel.channel->quota();
  now.state = "running";
  const auto paused = std::find_if(pauses.begin(), pauses.end(), [&](const store::PauseRow& pause) {
    return pause.campaign == 0 && pause.channel == now.name && pause.unit.empty();
  });
  if (lane.stopped()) {
    say(now, "stopped", HoldReason::channel_stopped);
  } else if (paused != pauses.end()) {
    say(now, "paused", HoldReason::paused);
    now.detail = paused->reason;
  } else if (const std::string blocked = channel.channel->blocked(); !blocked.empty()) {
    const HoldReason hold = domain::hold_of_blocked(blocked);
    say(now, hold == HoldReason::gateway_down || hold == HoldReason::token_renewing ? "waiting" : "stopped",
        hold);
    now.reason = blocked;
  } else if (const auto holds = lane.holds(); std::any_of(holds.begin(), holds.end(), [](const auto& hold) {
               return hold.reason == HoldReason::breaker_open;
             })) {
    say(now, "waiting", HoldReason::breaker_open);
  }
  return now;
}

}  // namespace

void describe_channels(const Settings& settings, const dispatch::Dispatcher& dispatcher,
                       const std::vector<store::PauseRow>& pauses, server::ServiceNow& out) {
  for (std::size_t at = 0; at < dispatcher.lanes().size(); ++at) {
    const dispatch::Lane& lane = *dispatcher.lanes()[at];
    out.channels.push_back(describe(settings.channels[at], lane, pauses));
    for (const auto& hold : lane.holds()) {
      // Where nothing waits nothing is held back.
      if (hold.reason == HoldReason::nothing_queued) continue;
      out.holds.push_back({hold.campaign, hold.channel, "", std::string(domain::to_string(hold.reason)),
                           std::string(domain::sentence(hold.reason)), hold.expected});
    }
  }
}

std::chrono::milliseconds open_time(const Settings& settings, const store::CampaignRow& campaign,
                                    const std::string& channel, store::TimePoint from, store::TimePoint to) {
  const schedule::CampaignWindow window = window_of(campaign, *settings.zone);
  domain::Hours hours;
  for (const ChannelSettings& one : settings.channels)
    if (one.facts.name == channel) hours = one.lane.hours;
  return std::chrono::floor<std::chrono::milliseconds>(window.open_time_left(from, hours) -
                                                       window.open_time_left(to, hours));
}

}  // namespace triand::app

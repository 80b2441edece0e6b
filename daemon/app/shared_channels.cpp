#include "daemon/app/shared_channels.hpp"

#include <algorithm>

namespace triand::app {
namespace {

double seconds(schedule::WallTime::duration time) { return std::chrono::duration<double>(time).count(); }

double share_within(const plan::ForecastInput& input, const schedule::CampaignWindow& other,
                    const domain::Hours& hours) {
  const double left = seconds(other.open_time_left(input.now, hours));
  if (left <= 0) return 0;
  const auto from = std::max(input.now, input.window.opens_at());
  const double within =
      seconds(other.open_time_left(from, hours) - other.open_time_left(input.window.closes_at(), hours));
  return std::clamp(within / left, 0.0, 1.0);
}

}  // namespace

void put_others(plan::ForecastInput& input, const std::vector<std::string>& channels,
                const std::vector<OtherWork>& others) {
  for (std::size_t at = 0; at < channels.size(); ++at) {
    plan::ForecastChannel& facts = input.channels.at(at);
    for (const OtherWork& other : others)
      if (const auto queued = other.queued.find(channels[at]); queued != other.queued.end())
        facts.others += static_cast<double>(queued->second) * share_within(input, other.window, facts.hours);
  }
}

}  // namespace triand::app

#include "daemon/app/live_canary.hpp"

#include <algorithm>

#include "daemon/plan/canary_hold.hpp"

namespace triand::app {
namespace {

std::optional<std::size_t> place_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

void put_live_canary(plan::ForecastInput& input, const ForecastNames& names, const store::CanaryRow& canary,
                     const std::vector<store::CanaryQueue>& queues) {
  input.canary = plan::ForecastCanary{.stop_above = canary.stop_above, .wait = canary.wait};
  for (const store::CanaryQueue& queue : queues) {
    const auto channel = place_of(names.channels, queue.channel);
    const auto unit = place_of(names.units, queue.unit);
    if (!channel || !unit) continue;
    if (queue.begun) input.canary->left_by.push_back(*channel);
    input.canary->last_word = std::max(input.canary->last_word, queue.last_word);
    if (queue.left) {
      plan::let_first_go(input, *channel, *unit, static_cast<double>(*queue.left));
      continue;
    }
    for (plan::ForecastWork& work : input.work)
      if (work.channel == *channel && work.unit == *unit) work.first = work.messages;
  }
}

}  // namespace triand::app

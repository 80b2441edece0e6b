#include "daemon/app/hold_log.hpp"

#include "daemon/domain/hold_reason.hpp"

namespace triand::app {
namespace {

using domain::HoldReason;

bool needs_a_look(HoldReason reason) {
  return reason == HoldReason::breaker_open || reason == HoldReason::not_authorized ||
         reason == HoldReason::budget_spent || reason == HoldReason::channel_stopped ||
         reason == HoldReason::template_stopped || reason == HoldReason::failure_rate;
}

}  // namespace

void HoldLog::look(const dispatch::Dispatcher& dispatcher) {
  std::map<Place, HoldReason> now;
  for (const auto& lane : dispatcher.lanes())
    for (const dispatch::Hold& hold : lane->holds())
      if (needs_a_look(hold.reason)) now[{hold.campaign, hold.channel}] = hold.reason;
  for (const auto& [place, reason] : now) {
    const auto before = told_.find(place);
    if (before != told_.end() && before->second == reason) continue;
    log_.warning("held", place.first + " does not move on channel " + place.second + ": " +
                             std::string(domain::sentence(reason)));
  }
  for (const auto& [place, reason] : told_)
    if (!now.contains(place)) log_.info("moving", place.first + " moves again on channel " + place.second);
  told_ = std::move(now);
}

}  // namespace triand::app

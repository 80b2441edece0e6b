#pragma once

#include <optional>
#include <string>

#include "channels/outcome.hpp"
#include "daemon/dispatch/lane_settings.hpp"
#include "daemon/domain/delivery_machine.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/schedule/campaign_window.hpp"

namespace triand::dispatch {

// What follows from a gateway's answer.
struct Verdict {
  domain::DeliveryEvent event = domain::DeliveryEvent::answered_in_doubt;
  domain::Reason reason = domain::Reason::none;
  bool counts = true;                     // as one of the delivery's attempts
  bool in_history = true;                 // false: nothing was handed over
  std::optional<schedule::WallTime> due;  // deferred: the next try
  bool stops_channel = false;             // account, sender, balance
  bool stops_template = false;            // this campaign's text on this channel
  bool throttled = false;                 // the whole lane is too fast
  bool template_throttled = false;        // this campaign's text is, on this channel
  bool gateway_failed = false;            // for breaker and concurrency window: the gateway's own trouble
  bool resend = false;                    // in doubt, and the policy says to send it again
};

struct VerdictContext {
  const LaneSettings& lane;
  const schedule::CampaignWindow& window;
  int attempts_before = 0;
  schedule::WallTime now;
  double random = 0;  // in [0, 1)
};

// The one place where a failure's class becomes a decision (design, section 3). Pure.
[[nodiscard]] Verdict judge(const channels::Outcome& outcome, const VerdictContext& context);

}  // namespace triand::dispatch

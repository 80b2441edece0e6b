#pragma once

#include <optional>

#include "daemon/dispatch/campaign_run.hpp"
#include "daemon/dispatch/lane_settings.hpp"
#include "daemon/receipts/receipt_watch.hpp"

namespace triand::app {

// The messages of one campaign and lane of which no receipt came and that no other channel would take over: after how
// long their gateway is asked what became of them. `gateway_can_be_asked`: channels::Channel::tells_of_messages().
// Nullopt: of none just now, or no more, since all were asked about twice. Any thread.
[[nodiscard]] std::optional<receipts::WatchedQueue> silent_messages(const dispatch::CampaignRun& run,
                                                                    const dispatch::LaneSettings& lane,
                                                                    bool gateway_can_be_asked,
                                                                    schedule::WallTime now);

}  // namespace triand::app

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "daemon/app/settings.hpp"
#include "daemon/dispatch/dispatcher.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// What every channel is doing just now, and every hold. Network thread. The lanes stand in the settings' order.
void describe_channels(const Settings& settings, const dispatch::Dispatcher& dispatcher,
                       const std::vector<store::PauseRow>& pauses, server::ServiceNow& out);

// For how long between the two a campaign's window and a channel's hours were open; a channel that is configured no more
// has none of its own.
[[nodiscard]] std::chrono::milliseconds open_time(const Settings& settings,
                                                  const store::CampaignRow& campaign,
                                                  const std::string& channel, store::TimePoint from,
                                                  store::TimePoint to);

}  // namespace triand::app

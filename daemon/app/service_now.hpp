#pragma once

#include <vector>

#include "daemon/app/settings.hpp"
#include "daemon/dispatch/dispatcher.hpp"
#include "daemon/server/api_world.hpp"

namespace triand::app {

// What every channel is doing just now, and every hold. Network thread. The lanes stand in the settings' order.
void describe_channels(const Settings& settings, const dispatch::Dispatcher& dispatcher,
                       const std::vector<store::PauseRow>& pauses, server::ServiceNow& out);

}  // namespace triand::app

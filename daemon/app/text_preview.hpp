#pragma once

#include <chrono>

#include "daemon/app/settings.hpp"
#include "daemon/schedule/moment.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/message_orders.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// triand.text_preview/v1: a message that is being written, compiled as a campaign's would be. Its `problems` with part
// and line, what the law's rules have to say of it (`warnings`), and, when there is no problem, what customers would get
// (`samples`): those that the order names, or of the first few hundred the shortest message, the longest and one at
// random. No more of them are looked at once `patience` is over, whatever the text asks for; what a message would fill
// without end is refused. The gateways' own templates are not asked for. Any thread but the network's.
[[nodiscard]] server::Answer preview_text(
    const Settings& settings, store::Reader& reader, const server::TextOrder& order, schedule::WallTime now,
    std::chrono::milliseconds patience = std::chrono::milliseconds(300));

}  // namespace triand::app

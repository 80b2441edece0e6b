#pragma once

#include <chrono>
#include <string>

#include "daemon/store/reader.hpp"

namespace triand::server {

// Why nothing of a campaign can be sent any more at `now`, as a sentence; empty while something can.
[[nodiscard]] std::string why_not_sendable(const store::CampaignRow& campaign,
                                           std::chrono::system_clock::time_point now);

}  // namespace triand::server

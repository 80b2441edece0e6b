#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "daemon/server/api_error.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// Which part of a campaign is paused, as the store's rows; 0: every channel, every unit.
struct PauseTarget {
  std::int64_t channel = 0;
  std::int64_t unit = 0;
};

// By a channel's name and a unit's code prefix in any letter case; empty: every one. A channel that the
// campaign does not use, and a unit that does not exist, is refused (5).
[[nodiscard]] std::variant<PauseTarget, ApiError> pause_target(store::Reader& reader,
                                                               const store::CampaignRow& campaign,
                                                               const std::string& channel,
                                                               const std::string& unit);

}  // namespace triand::server

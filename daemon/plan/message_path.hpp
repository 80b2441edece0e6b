#pragma once

#include <string>

#include "daemon/domain/campaign.hpp"

namespace triand::plan {

// The message of a channel: looked up by the channel's name, then by its kind; null when the campaign has none.
[[nodiscard]] const std::string* message_path(const domain::Campaign& campaign, const std::string& channel,
                                              const std::string& kind);

}  // namespace triand::plan

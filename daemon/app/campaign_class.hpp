#pragma once

#include "daemon/store/reader.hpp"

namespace triand::app {

// Whether a campaign is advertising, by the file it was planned from; known also when the config has changed so much
// since that it could not be planned any more.
[[nodiscard]] bool is_advertising(const store::CampaignRow& campaign);

}  // namespace triand::app

#pragma once

#include <string_view>
#include <vector>

#include "config/block.hpp"
#include "daemon/domain/campaign.hpp"
#include "daemon/plan/campaign_file.hpp"
#include "daemon/plan/conditions.hpp"

namespace triand::plan {

// The parts of a campaign file that say who is sent what. Faults go to the block's problems.

// The mapping under `key`: column → one value or a list of them. Nothing there: no conditions.
[[nodiscard]] std::vector<Condition> read_conditions(config::Block& block, std::string_view key,
                                                     const CampaignSurroundings& surroundings);

// The sequence of such mappings under `order`: who goes first. Nothing there: nobody does.
[[nodiscard]] std::vector<std::vector<Condition>> read_order(config::Block& block,
                                                             const CampaignSurroundings& surroundings);

// `routes:`; a route's channels must be configured. Whether they have messages is not looked at.
[[nodiscard]] std::vector<domain::Route> read_routes(config::Block& block,
                                                     const CampaignSurroundings& surroundings);

}  // namespace triand::plan

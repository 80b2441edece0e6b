#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/block.hpp"
#include "daemon/domain/campaign.hpp"

namespace triand::plan {

// What a campaign file may refer to.
struct CampaignSurroundings {
  std::map<std::string, std::string> channels;  // of the config: name → kind
  std::vector<std::string> kinds;               // every kind of channel there is, configured or not
  std::vector<std::string> extra_columns;       // of the customers, folded
  std::string hotline;                          // for campaigns that name none
};

// Reads a campaign file (contract, section 2) from its top block, which nobody else reads. Every fault goes to the
// block's problems, those of unknown keys too; nullopt if there was one. What is left out: `class` is care, `pace`
// even, `one_per` customer_code, `approval` two_person, the window's `hours` the whole day, the audience everybody.
// The message files themselves are not looked at.
[[nodiscard]] std::optional<domain::Campaign> read_campaign(config::Block& block,
                                                            const CampaignSurroundings& surroundings);

}  // namespace triand::plan

#include "daemon/app/campaign_class.hpp"

#include "config/block.hpp"

namespace triand::app {

bool is_advertising(const store::CampaignRow& campaign) {
  config::Problems ignored;
  config::Block block = config::Block::parse(campaign.source, campaign.file, ignored);
  return block.text("class", "") == "advertising";
}

}  // namespace triand::app

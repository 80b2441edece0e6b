#include "daemon/server/api/sendable.hpp"

namespace triand::server {

std::string why_not_sendable(const store::CampaignRow& campaign, std::chrono::system_clock::time_point now) {
  if (now >= campaign.closes_at) return "the window of campaign " + campaign.name + " is over";
  // One that has finished goes on with what is to be sent again.
  if (campaign.state == "approved" || campaign.state == "running" || campaign.state == "finished") return {};
  return "campaign " + campaign.name + " is " + campaign.state + ": nothing of it is sent any more";
}

}  // namespace triand::server

#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/caller.hpp"
#include "daemon/server/console/api_door.hpp"

namespace triand::server {

// What somebody may do with a campaign as it stands: by role and units, as the API would let him in, and by the
// campaign's state. Two-person approval is another matter: see is_own_plan().
struct CampaignPowers {
  bool approve = false;       // the role may
  bool approves_now = false;  // and there is a plan, or a changed list, to approve
  bool pause = false;
  bool resume = false;
  bool cancel = false;
  bool preview = false;
  bool report = false;
  bool export_deliveries = false;
};

[[nodiscard]] CampaignPowers powers_over(const ApiDoor& api, const Caller& caller,
                                         const boost::json::object& campaign);

// The list was changed after the campaign was approved: what is sent is the list as it was, until that is approved too.
[[nodiscard]] bool has_changed_list(const boost::json::object& campaign);

// Somebody else must approve it.
[[nodiscard]] bool is_own_plan(const boost::json::object& campaign, const std::string& account);

// "/console/campaigns/tri-an-2026/pause"; without an act the campaign's own page.
[[nodiscard]] std::string campaign_address(const std::string& id, const std::string& act = {});
// The same of the API.
[[nodiscard]] std::string campaign_route(const std::string& id, const std::string& act = {});

}  // namespace triand::server

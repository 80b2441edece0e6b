#include "daemon/server/console/campaign_powers.hpp"

#include <algorithm>

#include "daemon/server/console/document_text.hpp"

namespace triand::server {

CampaignPowers powers_over(const ApiDoor& api, const Caller& caller, const boost::json::object& campaign) {
  const std::string id = text_of(campaign, "id");
  const std::string state = text_of(campaign, "state");
  const auto lets_in = [&](const char* act) { return !api.refusal(caller, "POST", campaign_route(id, act)); };
  const bool moves = state == "approved" || state == "running" || state == "paused";
  CampaignPowers out;
  out.approve = lets_in("approve");
  out.approves_now = state == "planned" || (moves && has_changed_list(campaign));
  out.pause = moves && lets_in("pause");
  out.resume = moves && lets_in("resume");
  out.cancel = (moves || state == "planned") && lets_in("cancel");
  out.preview = !api.refusal(caller, "GET", campaign_route(id, "preview"));
  out.report = lets_in("report");
  out.export_deliveries = lets_in("export");
  return out;
}

bool has_changed_list(const boost::json::object& campaign) {
  const auto& changed = items_of(part_of(campaign, "pinned"), "changed_since");
  return text_of(campaign, "state") != "planned" &&
         std::find(changed.begin(), changed.end(), "list") != changed.end();
}

bool is_own_plan(const boost::json::object& campaign, const std::string& account) {
  return text_of(campaign, "approval") == "two_person" && text_of(campaign, "planned_by") == account;
}

std::string campaign_address(const std::string& id, const std::string& act) {
  return act.empty() ? address_of({"console", "campaigns", id})
                     : address_of({"console", "campaigns", id, act});
}

std::string campaign_route(const std::string& id, const std::string& act) {
  return act.empty() ? address_of({"api", "v1", "campaigns", id})
                     : address_of({"api", "v1", "campaigns", id, act});
}

}  // namespace triand::server

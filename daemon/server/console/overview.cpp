#include "daemon/server/console/overview.hpp"

#include <algorithm>

#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/planned_pace.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {

bool is_under_way(std::string_view state) {
  return state == "approved" || state == "running" || state == "paused";
}

std::vector<std::string> campaigns_to_show(const boost::json::array& campaigns) {
  std::vector<std::string> out;
  for (const boost::json::value& item : campaigns)
    if (is_under_way(text_of(item.as_object(), "state"))) out.push_back(text_of(item.as_object(), "id"));
  if (!out.empty()) return out;
  for (const boost::json::value& item : campaigns)
    if (text_of(item.as_object(), "state") != "planned") return {text_of(item.as_object(), "id")};
  return out;
}

Overview overview_for(const ApiDoor& api, const Caller& caller, const schedule::TimeZone& zone,
                      schedule::WallTime now) {
  Overview out;
  out.limited = is_limited(caller);
  const ApiAnswer all = api.ask(caller, "GET", out.limited ? "/api/v1/campaigns" : "/api/v1/status");
  if (!all.ok()) {
    out.refused = all.error();
    return out;
  }
  out.channels = items_of(all.document, "channels");
  out.attention = items_of(all.document, "attention");
  std::vector<std::string> ids = campaigns_to_show(items_of(all.document, "campaigns"));
  out.not_shown = ids.size() - std::min(ids.size(), kMostCampaigns);
  ids.resize(ids.size() - out.not_shown);
  for (const std::string& id : ids) {
    ApiAnswer one = api.ask(caller, "GET", address_of({"api", "v1", "campaigns", id}));
    if (!one.ok()) continue;  // planned anew meanwhile
    Overview::Campaign& campaign = out.campaigns.emplace_back();
    if (is_under_way(text_of(one.document, "state")))
      campaign.expected = expected_through(one.document, zone, now);
    campaign.document = std::move(one.document);
  }
  return out;
}

}  // namespace triand::server

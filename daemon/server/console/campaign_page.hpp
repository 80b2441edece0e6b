#pragma once

#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

// Every campaign, newest first: `campaigns` of triand.campaigns/v1. `may_plan`: with a way to plan another.
[[nodiscard]] Response campaign_list_page(const PageFrame& frame, const boost::json::array& campaigns,
                                          bool may_plan);

// One campaign: how it stands, its plan, and what the visitor may do. `done` is the act that has just been done, by its
// word in the address, or empty.
[[nodiscard]] Response campaign_page(const PageFrame& frame, const boost::json::object& campaign,
                                     const CampaignPowers& may, std::string_view done);

}  // namespace triand::server

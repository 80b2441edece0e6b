#pragma once

#include <boost/json/object.hpp>

#include "daemon/server/console/campaign_powers.hpp"
#include "daemon/server/console/html.hpp"
#include "daemon/server/console/page_frame.hpp"

namespace triand::server {

// Sections of a campaign's page, of triand.campaign/v1.

// Ways to what may be done just now; where a plan waits for its approval, why this visitor may not give it.
void put_acts(Html& html, const PageFrame& frame, const boost::json::object& campaign,
              const CampaignPowers& may);
// How many customers are in which state, of all units and of each, and how many messages by channel.
void put_recipients(Html& html, const boost::json::object& campaign, Language language);
// What is paused, by whom and why, and why something does not move.
void put_standstill(Html& html, const boost::json::object& campaign, Language language);
// Reports and exports, each a job.
void put_files(Html& html, const PageFrame& frame, const boost::json::object& campaign,
               const CampaignPowers& may);

}  // namespace triand::server

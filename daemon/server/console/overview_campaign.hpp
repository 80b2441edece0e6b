#pragma once

#include <string>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/overview.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// One campaign on the overview: state, window and forecast, its picture with the numbers beside it, what holds it, its
// messages by channel, and its units, the worst first.
void put_overview_campaign(Html& html, const Overview::Campaign& campaign, Language language);

// "tri-an-2026: 61,7 % of …": what is read aloud of it.
[[nodiscard]] std::string campaign_line(const boost::json::object& campaign, Language language);

}  // namespace triand::server

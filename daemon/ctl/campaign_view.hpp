#pragma once

#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// Views of triand.campaign/v1 documents.
void print_campaign(Session& session, const boost::json::object& campaign);
void print_campaigns(Session& session, const boost::json::array& campaigns);  // a line each
// "running  1.234 of 11.000 settled  12 pending  …": for a log.
[[nodiscard]] std::string campaign_line(const boost::json::object& campaign);
// Every bucket, a line, the total, and whether the sum is exact; returns whether it is.
bool print_balance(Session& session, const boost::json::object& campaign);
[[nodiscard]] bool balances(const boost::json::object& campaign);

}  // namespace triand::ctl

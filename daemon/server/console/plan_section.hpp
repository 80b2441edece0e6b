#pragma once

#include <boost/json/object.hpp>

#include "daemon/server/console/html.hpp"
#include "daemon/server/console/phrase.hpp"

namespace triand::server {

// What a plan comes to, of triand.campaign/v1: messages by channel and by unit, who is left out and why, and what
// somebody should look at before it is approved. Nothing for whoever is limited to units, who is not told of the whole.
void put_plan(Html& html, const boost::json::object& campaign, Language language);

// What is against the rules or worth a look in the texts: `law` of a plan, `warnings` of a check. In English, as the
// API says it.
void put_findings(Html& html, const boost::json::array& findings, Language language);

}  // namespace triand::server

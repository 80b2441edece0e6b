#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// What a plan and a preview say besides the numbers of a campaign.

// What somebody should look at before approving, with the name of its rule.
void print_law(Session& session, const boost::json::array& law);
// Parts and price of an SMS in both forms, and the characters that need Unicode.
void print_forms(Session& session, const boost::json::object& message);
// The same over the whole list, a line or two for each SMS channel of a plan.
void print_plan_forms(Session& session, const boost::json::object& plan);

}  // namespace triand::ctl

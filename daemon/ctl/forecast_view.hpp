#pragma once

#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// A campaign's forecast by channel, with what would be needed where something does not fit, and the units that do not.
void print_forecast(Session& session, const boost::json::object& forecast);

// Who is written to by route, unit and segment, what it costs, and who is not and why: a plan before it is approved.
void print_plan_report(Session& session, const boost::json::object& plan);

}  // namespace triand::ctl

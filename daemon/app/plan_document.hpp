#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/plan/forecast.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/plan/plan_summary.hpp"
#include "daemon/schedule/time_zone.hpp"

namespace triand::app {

// The plan as JSON, kept with the campaign: forecast, cost, and who is written to by what, by route, channel, unit and
// segment, and who is not and why.
[[nodiscard]] boost::json::object plan_document(const plan::PlanBasis& basis,
                                                const plan::PlanSummary& summary,
                                                const std::vector<plan::Forecast>& channels,
                                                const plan::Forecast& whole, const schedule::TimeZone& zone);

}  // namespace triand::app

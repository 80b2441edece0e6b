#pragma once

#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/plan/law.hpp"
#include "daemon/plan/plan_basis.hpp"
#include "daemon/plan/plan_summary.hpp"

namespace triand::app {

// The plan as JSON, kept with the campaign: forecast (ForecastDesk::of_plan), cost, and who is written to by what, by route, channel, unit and
// segment, who is not and why, and what the law has to say.
[[nodiscard]] boost::json::object plan_document(const plan::PlanBasis& basis,
                                                const plan::PlanSummary& summary,
                                                const boost::json::object& forecast,
                                                const std::vector<plan::LawFinding>& law);

[[nodiscard]] boost::json::array law_document(const std::vector<plan::LawFinding>& law);

}  // namespace triand::app

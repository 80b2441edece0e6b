#pragma once

#include <cstddef>
#include <vector>

#include "daemon/plan/campaign_forecast.hpp"
#include "daemon/plan/forecast_lane.hpp"

namespace triand::plan {

// What a simulation that began at `from` has come to, in whole messages: the shortfalls of the units add up to their
// channel's.
[[nodiscard]] CampaignForecast forecast_result(const std::vector<ForecastLane>& lanes, std::size_t units,
                                               schedule::WallTime from);

}  // namespace triand::plan

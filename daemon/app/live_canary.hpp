#pragma once

#include <vector>

#include "daemon/app/forecast_document.hpp"
#include "daemon/plan/forecast_input.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// A canary whose verdict has not come, for a forecast whose work is there: what of that may still go before the verdict, by
// which channels some has left, and when something was last heard of it. Pure.
void put_live_canary(plan::ForecastInput& input, const ForecastNames& names, const store::CanaryRow& canary,
                     const std::vector<store::CanaryQueue>& queues);

}  // namespace triand::app

#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/app/forecast_document.hpp"
#include "daemon/domain/delivery_state.hpp"
#include "daemon/plan/forecast_input.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// What is left of a running campaign, as a forecast's work: the counters say how much waits for each channel in each
// unit, the plan's flows say what would take over. Fills the input's work, units and ranks; returns the units' names. Pure.
[[nodiscard]] std::vector<std::string> put_live_work(plan::ForecastInput& input,
                                                     const std::vector<std::string>& channels,
                                                     const std::vector<KeptFlow>& flows,
                                                     const std::vector<store::QueueCount>& counts);

// The campaign's own shares in the place of what was expected, where it has sent enough to know.
void learn(std::map<std::string, Expected>& expected, const std::vector<store::QueueCount>& counts,
           const std::vector<std::string>& without_late_failures);

}  // namespace triand::app

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "daemon/plan/forecast_input.hpp"
#include "daemon/schedule/campaign_window.hpp"

namespace triand::app {

// What another campaign that may send still has to send by each channel, and when.
struct OtherWork {
  schedule::CampaignWindow window;
  std::map<std::string, std::int64_t> queued;
};

// Tells a forecast how many messages of other campaigns want its channels meanwhile: of each so many as the part of its
// open time that lies within the forecast's window. `channels`: the names of the input's. Pure.
void put_others(plan::ForecastInput& input, const std::vector<std::string>& channels,
                const std::vector<OtherWork>& others);

}  // namespace triand::app

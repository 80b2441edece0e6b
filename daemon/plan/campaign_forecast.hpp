#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "daemon/plan/forecast.hpp"
#include "daemon/plan/forecast_input.hpp"

namespace triand::plan {

struct CampaignForecast {
  Forecast whole;
  std::vector<Forecast> channels;
  std::vector<Forecast> units;
  std::vector<std::vector<Forecast>> cells;  // by channel, in it by unit
  std::vector<double> messages;              // by channel: all that will come to it, fallbacks included
  std::vector<double> sent;                  // of these, those that it hands over in time
};

// When a campaign will be through, what will expire: the lanes' own decision (schedule::decide) is asked on a virtual
// clock, with the real window, quota and pace; between two answers messages flow at the speed that rate and pace give.
// It costs the same for a thousand messages and for ten millions. Fallbacks come to their next channel as the
// expectations say. A canary's verdict is waited for, and good. What is paused, stopped or short of money is reckoned as
// if it went on at `now`. Pure.
[[nodiscard]] CampaignForecast forecast_campaign(const ForecastInput& input);

// What would be needed for one channel's messages to fit, the other channels being as they are.
struct ForecastNeed {
  std::optional<double> per_second;  // a rate so high, with the quota as it is …
  std::optional<std::int64_t>
      daily_quota;  // … and this one, where that alone is not enough (or is needed at all)
};
// nullopt: it fits, or nothing would do (there is no open time left).
[[nodiscard]] std::optional<ForecastNeed> what_would_fit(const ForecastInput& input, std::size_t channel);

}  // namespace triand::plan

#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/app/expectations.hpp"
#include "daemon/plan/campaign_forecast.hpp"
#include "daemon/plan/plan_summary.hpp"

namespace triand::app {

// The names that go with a forecast's numbers.
struct ForecastNames {
  std::vector<std::string> channels;
  std::vector<std::string> units;  // code prefixes; "": without a unit
};

// finishes_at, fits and shortfall of a whole or a part of it.
[[nodiscard]] boost::json::object forecast_object(const plan::Forecast& forecast,
                                                  const schedule::TimeZone& zone);

// The whole and what it will cost (`cost`, VND, fallbacks included); with `detailed` also by channel, by unit, by channel
// and unit, what would be needed where something does not fit, how many messages of other campaigns want the channel
// meanwhile, and what was reckoned with.
[[nodiscard]] boost::json::object forecast_document(const plan::ForecastInput& input,
                                                    const ForecastNames& names,
                                                    const std::map<std::string, Expected>& expected,
                                                    bool detailed);

// What the plan keeps for forecasts to come, and what it reads back.
struct KeptFlow {
  std::string unit;
  std::size_t rank = 0;
  std::vector<std::string> channels;
  std::int64_t messages = 0;
};
[[nodiscard]] boost::json::array flows_document(const std::vector<plan::PlannedFlow>& flows,
                                                const std::vector<std::string>& channels);
[[nodiscard]] std::vector<KeptFlow> read_flows(const boost::json::object& summary);
[[nodiscard]] boost::json::object expected_document(const std::map<std::string, Expected>& expected);
[[nodiscard]] std::map<std::string, Expected> read_expected(const boost::json::object& summary);

}  // namespace triand::app

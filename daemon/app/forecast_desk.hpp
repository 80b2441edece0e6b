#pragma once

#include <map>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/app/campaign_shelf.hpp"
#include "daemon/app/channel_desk.hpp"
#include "daemon/app/forecast_document.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/plan/plan_summary.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// What the gateways say of their quotas just now, by channel.
using GatewayQuotas = std::map<std::string, channels::GatewayQuota>;

// Forecasts campaigns: one that is being planned, and any other as it stands. Any thread but the network's; all it
// refers to outlives it.
class ForecastDesk {
 public:
  ForecastDesk(const Settings& settings, const ChannelRows& rows, CampaignShelf& shelf,
               const ChannelDesk& channels)
      : settings_(settings), rows_(rows), shelf_(shelf), channels_(channels) {}

  // Asks the network thread: not while a snapshot is held.
  [[nodiscard]] GatewayQuotas gateway_quotas() const;

  // "forecast", and "expected" and "flows" by which it is made again later. `prices`: a message's on average, by channel.
  [[nodiscard]] boost::json::object of_plan(const CampaignDraft& draft, const plan::PlanSummary& summary,
                                            const std::vector<double>& prices, store::Reader& reader,
                                            schedule::WallTime now) const;

  // The forecast from what is left now, with the shares that the campaign itself has seen once it has sent enough. Of one
  // that is over: what became of it.
  [[nodiscard]] boost::json::object of_campaign(const store::CampaignRow& row, store::Reader& reader,
                                                const GatewayQuotas& quotas, schedule::WallTime now,
                                                bool detailed) const;

 private:
  [[nodiscard]] std::vector<plan::ForecastChannel> channel_facts(
      const plan::PlanBasis& basis, const std::map<std::string, Expected>& expected, store::Reader& reader,
      const GatewayQuotas& quotas, schedule::WallTime now) const;
  [[nodiscard]] plan::ForecastInput input_for(const CampaignDraft& draft,
                                              const std::map<std::string, Expected>& expected,
                                              store::Reader& reader, const GatewayQuotas& quotas,
                                              schedule::WallTime now) const;

  const Settings& settings_;
  const ChannelRows& rows_;
  CampaignShelf& shelf_;
  const ChannelDesk& channels_;
};

}  // namespace triand::app

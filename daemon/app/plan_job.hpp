#pragma once

#include <functional>
#include <string>

#include "daemon/app/campaign_basis.hpp"
#include "daemon/app/forecast_desk.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/domain/suppression_index.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/server/jobs.hpp"
#include "daemon/store/reader.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

struct PlanJobWorld {
  const Settings& settings;
  const ChannelRows& rows;
  store::Writer& writer;
  const domain::SuppressionIndex& suppressions;
  std::function<schedule::WallTime()> now;
  const ForecastDesk& forecasts;
  AskTemplate ask_template;
};

// Plans a campaign: every customer once, in the order of their codes, written in batches beside whatever plan there
// is and put in its place at the end. Runs on a job thread with a reader of its own. The result is {"id":…}.
[[nodiscard]] server::JobResult plan_campaign(const PlanJobWorld& world, store::Reader& reader,
                                              const std::string& file, const std::string& text,
                                              const server::Caller& caller, server::Progress& progress);

}  // namespace triand::app

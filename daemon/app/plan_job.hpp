#pragma once

#include <functional>
#include <optional>
#include <string>

#include "channels/gateway_quota.hpp"
#include "daemon/app/campaign_basis.hpp"
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
  std::function<std::int64_t(std::int64_t channel)> quota_used_today;
  // What the channel's gateway lets through in a day, as it said last.
  std::function<std::optional<channels::GatewayQuota>(const std::string& channel)> gateway_quota;
};

// Plans a campaign: every customer once, in the order of their codes, written in batches beside whatever plan there
// is and put in its place at the end. Runs on a job thread with a reader of its own. The result is {"id":…}.
[[nodiscard]] server::JobResult plan_campaign(const PlanJobWorld& world, store::Reader& reader,
                                              const std::string& file, const std::string& text,
                                              const server::Caller& caller, server::Progress& progress);

}  // namespace triand::app

#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <prometheus/metric_family.h>

#include "daemon/server/api_world.hpp"
#include "daemon/server/metrics/counter_follower.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// The disk that the database is on; 0 where it cannot be told.
struct DiskSpace {
  std::uint64_t size = 0;
  std::uint64_t free = 0;
  std::uint64_t database = 0;  // the database's own files, the log included
};
[[nodiscard]] DiskSpace disk_space(const std::string& database);

// A campaign that is approved or running.
struct CampaignNow {
  store::CampaignRow row;
  store::CampaignCounts counts;
  std::optional<std::chrono::system_clock::time_point> finishes_at = {};  // as forecast
  std::int64_t shortfall = 0;                                             // what will not fit into its window
  // By channel: for how long the oldest delivery waits that might go, counted in hours in which it might have gone.
  std::map<std::string, std::chrono::milliseconds> oldest = {};
};

// What was read for one look at /metrics.
struct StateFigures {
  ServiceNow service;
  std::vector<store::DeliveryFigure> deliveries;  // over all campaigns
  std::vector<CampaignNow> campaigns;
  std::chrono::system_clock::time_point now;
  DiskSpace disk;
  std::optional<std::chrono::system_clock::time_point> backed_up_at = {};
  std::int64_t database_memory = 0;  // bytes, see store/library_memory.hpp
};

// How things stand, as metrics: queues, states, channels, campaigns, the database. `followers` is kept from look to look.
[[nodiscard]] std::vector<prometheus::MetricFamily> state_metrics(const StateFigures& figures,
                                                                  CounterFollower& followers);

// The page that Prometheus reads (text/plain; version=0.0.4).
[[nodiscard]] std::string metrics_page(const std::vector<prometheus::MetricFamily>& families);

}  // namespace triand::server

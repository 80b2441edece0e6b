#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "daemon/server/api_world.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// How far one campaign is.
struct CampaignProgress {
  std::string id;
  std::string state;  // approved, running or paused
  std::int64_t total = 0;
  std::int64_t pending = 0;  // recipients with something queued or sending
};

// The campaigns that are approved, running or paused. Reads only counters; any thread, a reader of its own.
[[nodiscard]] std::vector<CampaignProgress> progress_of(store::Reader& reader);

// One line for `systemctl status`: "tri-an-2026 running, 70 % of 11000000 done; sms stopped". Pure.
[[nodiscard]] std::string status_line(const std::vector<CampaignProgress>& campaigns,
                                      const server::ServiceNow& service);

}  // namespace triand::app

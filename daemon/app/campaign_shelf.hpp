#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/active_campaign.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/store/find_delivery.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// The approved campaigns in memory, each made once from what its plan has pinned. Any thread.
class CampaignShelf {
 public:
  CampaignShelf(const Settings& settings, const ChannelRows& rows) : settings_(settings), rows_(rows) {}

  // Those that are approved or running now. One that cannot go on as it was approved is left out and reported.
  [[nodiscard]] std::vector<std::shared_ptr<dispatch::CampaignRun>> active(
      store::Reader& reader, const std::function<void(const std::string&)>& report);

  // The leg's next channel for a delivery of a campaign in any state, as a row of the store.
  [[nodiscard]] std::optional<std::int64_t> next_channel(const store::FoundDelivery& delivery) const;

 private:
  const Settings& settings_;
  const ChannelRows& rows_;
  mutable std::mutex mutex_;
  std::map<std::int64_t, std::shared_ptr<ActiveCampaign>> campaigns_;
};

}  // namespace triand::app

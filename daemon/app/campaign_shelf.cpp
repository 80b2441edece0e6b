#include "daemon/app/campaign_shelf.hpp"

#include "daemon/store/delivery_id.hpp"

namespace triand::app {

std::vector<std::shared_ptr<dispatch::CampaignRun>> CampaignShelf::active(
    store::Reader& reader, const std::function<void(const std::string&)>& report) {
  std::vector<std::shared_ptr<dispatch::CampaignRun>> out;
  for (const auto& row : reader.campaigns()) {
    if (row.state != "approved" && row.state != "running") continue;
    std::shared_ptr<ActiveCampaign> campaign;
    {
      std::lock_guard lock(mutex_);
      if (const auto known = campaigns_.find(row.id); known != campaigns_.end()) campaign = known->second;
    }
    if (!campaign) {
      try {
        campaign = std::make_shared<ActiveCampaign>(
            row.id, pinned_campaign(row, reader.messages(row.id), settings_, rows_, reader.extra_columns()),
            rows_, reader.counts(row.id).spent);
      } catch (const std::exception& error) {
        report(error.what());
        continue;
      }
      std::lock_guard lock(mutex_);
      campaigns_[row.id] = campaign;
    }
    out.push_back(campaign);
  }
  return out;
}

std::optional<std::int64_t> CampaignShelf::next_channel(const store::FoundDelivery& delivery) const {
  const store::QueueKey queue = store::queue_of(delivery.id);
  std::shared_ptr<ActiveCampaign> campaign;
  {
    std::lock_guard lock(mutex_);
    const auto known = campaigns_.find(queue.campaign);
    // Of a campaign that is over nothing more is sent.
    if (known == campaigns_.end()) return std::nullopt;
    campaign = known->second;
  }
  return campaign->next_channel(delivery.route, delivery.leg, queue.channel, delivery.customer.customer);
}

}  // namespace triand::app

#include "daemon/app/campaign_shelf.hpp"

#include <algorithm>

#include "daemon/app/campaign_class.hpp"
#include "daemon/store/delivery_id.hpp"

namespace triand::app {

std::shared_ptr<const CampaignDraft> CampaignShelf::draft(store::Reader& reader,
                                                          const store::CampaignRow& row) {
  {
    std::lock_guard lock(mutex_);
    if (const auto known = drafts_.find(row.id); known != drafts_.end()) return known->second;
  }
  // Two threads may compile it at the same time; what they make is the same.
  auto made = std::make_shared<const CampaignDraft>(
      pinned_campaign(row, reader.messages(row.id), settings_, rows_, reader.extra_columns()));
  std::lock_guard lock(mutex_);
  return drafts_.emplace(row.id, std::move(made)).first->second;
}

void CampaignShelf::forget(std::int64_t campaign) {
  const std::lock_guard lock(mutex_);
  drafts_.erase(campaign);
}

std::vector<std::shared_ptr<dispatch::CampaignRun>> CampaignShelf::active(
    store::Reader& reader, store::TimePoint now, const std::function<void(const std::string&)>& report) {
  std::vector<std::shared_ptr<dispatch::CampaignRun>> out;
  const auto rows = reader.campaigns();
  forget_ended(rows, now);
  std::call_once(remembered_, [&] { remember_advertising(reader, rows, now); });
  for (const auto& row : rows) {
    const bool may_reopen = row.state == "finished" && row.closes_at > now;
    if (row.state != "approved" && row.state != "running" && !may_reopen) continue;
    try {
      out.push_back(campaign(reader, row));
    } catch (const std::exception& error) {
      report(error.what());
    }
  }
  return out;
}

std::vector<std::shared_ptr<dispatch::CampaignRun>> CampaignShelf::closed_since(store::Reader& reader,
                                                                                store::TimePoint since,
                                                                                store::TimePoint now) {
  std::vector<std::shared_ptr<dispatch::CampaignRun>> out;
  for (const auto& row : reader.campaigns()) {
    if (row.state != "finished" || row.closes_at > now || row.closes_at < since) continue;
    try {
      out.push_back(campaign(reader, row));
    } catch (const std::exception&) {
      // It sends nothing any more; its receipts come without it.
    }
  }
  return out;
}

std::shared_ptr<ActiveCampaign> CampaignShelf::campaign(store::Reader& reader,
                                                        const store::CampaignRow& row) {
  {
    std::lock_guard lock(mutex_);
    if (const auto known = campaigns_.find(row.id); known != campaigns_.end()) return known->second;
  }
  auto made = std::make_shared<ActiveCampaign>(row.id, draft(reader, row), rows_, reader.counts(row.id).spent,
                                               suppressions_, advertising_);
  std::lock_guard lock(mutex_);
  campaigns_[row.id] = made;
  return made;
}

void CampaignShelf::remember_advertising(store::Reader& reader, const std::vector<store::CampaignRow>& rows,
                                         store::TimePoint now) {
  const auto since = now - domain::AdvertisingLog::kDay;
  for (const auto& row : rows) {
    if (row.state == "planned" || row.closes_at < since || !is_advertising(row)) continue;
    for (const auto& channel : settings_.channels)
      reader.for_each_sent(row.id, rows_.at(channel.facts.name), since, [&](const store::SentTo& sent) {
        domain::Customer customer;
        customer.phone = sent.phone;
        customer.email = sent.email;
        if (const auto address = advertised_address(channel.facts, customer, suppressions_.hash()))
          advertising_.left(*address, sent.delivery, sent.at);
      });
  }
}

void CampaignShelf::forget_ended(const std::vector<store::CampaignRow>& rows, store::TimePoint now) {
  const auto is_needed = [&](std::int64_t campaign) {
    return std::any_of(rows.begin(), rows.end(), [&](const store::CampaignRow& row) {
      const bool over = row.state == "finished" || row.state == "cancelled";
      return row.id == campaign && !(over && row.closes_at + kKept < now);
    });
  };
  const std::lock_guard lock(mutex_);
  std::erase_if(drafts_, [&](const auto& known) { return !is_needed(known.first); });
  std::erase_if(campaigns_, [&](const auto& known) { return !is_needed(known.first); });
}

std::optional<std::int64_t> CampaignShelf::next_channel(const store::RoutedDelivery& delivery) const {
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

#pragma once

#include <chrono>
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

// The campaigns in memory, each compiled once from what its plan has pinned, until it has been over for kKept. Any thread.
class CampaignShelf {
 public:
  // Behind its window; longer than its gateways are asked what became of its messages.
  static constexpr std::chrono::hours kKept{72};

  CampaignShelf(const Settings& settings, const ChannelRows& rows,
                const domain::SuppressionIndex& suppressions)
      : settings_(settings), rows_(rows), suppressions_(suppressions) {}

  // A campaign in any state, as its plan has pinned it. Throws std::runtime_error when the config no longer has a
  // channel that it uses.
  [[nodiscard]] std::shared_ptr<const CampaignDraft> draft(store::Reader& reader,
                                                           const store::CampaignRow& row);

  // Those that are approved or running, and those that have finished before their window closes: a receipt may yet
  // call for another channel. One that cannot go on as it was approved is left out and reported.
  [[nodiscard]] std::vector<std::shared_ptr<dispatch::CampaignRun>> active(
      store::Reader& reader, store::TimePoint now, const std::function<void(const std::string&)>& report);

  // What its plan has pinned was added to: it is compiled anew when it is asked for.
  void forget(std::int64_t campaign);

  // Those that are over and whose window has closed since then: what became of their messages may yet be asked. One that
  // cannot be read any more is left out.
  [[nodiscard]] std::vector<std::shared_ptr<dispatch::CampaignRun>> closed_since(store::Reader& reader,
                                                                                 store::TimePoint since,
                                                                                 store::TimePoint now);

  // The leg's next channel for a delivery of a campaign in any state, as a row of the store.
  [[nodiscard]] std::optional<std::int64_t> next_channel(const store::RoutedDelivery& delivery) const;

 private:
  // Throws as draft() does.
  [[nodiscard]] std::shared_ptr<ActiveCampaign> campaign(store::Reader& reader,
                                                         const store::CampaignRow& row);
  // What nobody needs any more: a plan that was made again leaves its draft behind, and a campaign that is over is
  // compiled anew for whoever looks at it later.
  void forget_ended(const std::vector<store::CampaignRow>& rows, store::TimePoint now);
  // Once: what left before this run began counts as well.
  void remember_advertising(store::Reader& reader, const std::vector<store::CampaignRow>& rows,
                            store::TimePoint now);

  const Settings& settings_;
  const ChannelRows& rows_;
  const domain::SuppressionIndex& suppressions_;
  domain::AdvertisingLog advertising_;
  std::once_flag remembered_;
  mutable std::mutex mutex_;
  std::map<std::int64_t, std::shared_ptr<const CampaignDraft>> drafts_;
  std::map<std::int64_t, std::shared_ptr<ActiveCampaign>> campaigns_;
};

}  // namespace triand::app

#pragma once

#include <functional>
#include <memory>
#include <string>

#include "daemon/app/campaign_basis.hpp"
#include "daemon/dispatch/campaign_run.hpp"
#include "daemon/domain/advertising_log.hpp"
#include "daemon/domain/suppression_index.hpp"
#include "daemon/plan/composer.hpp"

namespace triand::app {

// An approved campaign as the lanes use it: what its plan has pinned, ready to be filled. Network thread.
class ActiveCampaign : public dispatch::CampaignRun {
 public:
  // `spent`: what its messages have cost so far, in VND. Suppressions and log outlive it.
  ActiveCampaign(std::int64_t row, std::shared_ptr<const CampaignDraft> draft, const ChannelRows& rows,
                 std::int64_t spent, const domain::SuppressionIndex& suppressions,
                 domain::AdvertisingLog& advertising);

  std::int64_t row() const override { return row_; }
  const std::string& id() const override { return draft_->id; }
  const schedule::CampaignWindow& window() const override { return draft_->window; }
  domain::Campaign::Pace pace() const override { return draft_->basis.campaign.pace; }
  bool uses(std::int64_t channel) const override;
  bool falls_back_from(std::int64_t channel) const override;
  bool uses_template(std::int64_t channel, const std::string& id) const override;
  std::optional<std::chrono::milliseconds> gives_up_after(std::int64_t channel) const override;
  bool passes_refusals_on() const override { return draft_->basis.campaign.passes_refusals_on; }
  std::optional<std::int64_t> budget_left(std::int64_t channel) const override;
  bool commit_cost(std::int64_t cost) override;
  void return_cost(std::int64_t cost) override;
  dispatch::Prepared prepare(std::int64_t channel, const store::ClaimedDelivery& delivery) override;
  void handed_over(std::int64_t channel, const store::ClaimedDelivery& delivery) override;
  void came_back(std::int64_t channel, const store::ClaimedDelivery& delivery) override;
  std::optional<std::int64_t> next_channel(int route, int leg, std::int64_t channel,
                                           const domain::Customer& customer) const override;

 private:
  [[nodiscard]] std::size_t position(std::int64_t channel) const;  // in the basis
  // Whether the customer must not be written to just now by that channel of the basis.
  [[nodiscard]] domain::Reason suppressed(const domain::Customer& customer, std::size_t channel) const;
  [[nodiscard]] bool is_advertising() const;
  // By which an advertisement to that customer is counted; nullopt: it is none, or none of SMS or email.
  [[nodiscard]] std::optional<std::uint64_t> counted_as(std::int64_t channel,
                                                        const domain::Customer& customer) const;

  std::int64_t row_;
  std::shared_ptr<const CampaignDraft> draft_;
  ChannelRows rows_;
  std::map<std::int64_t, std::size_t> positions_;  // by the channel's row
  domain::AddressKinds kinds_;
  plan::Composer composer_;  // after draft_, whose basis it uses
  const domain::SuppressionIndex& suppressions_;
  domain::AdvertisingLog& advertising_;
  std::int64_t committed_;      // VND spent or on the way
  bool budget_passed_ = false;  // the next message was too dear, and nothing has come back since
};

// By which an advertisement by that channel is counted (domain::AdvertisingLog); nullopt: the law counts none of it.
[[nodiscard]] std::optional<std::uint64_t> advertised_address(const plan::ChannelFacts& channel,
                                                              const domain::Customer& customer,
                                                              const domain::SubjectHash& hash);

// After how long the gateway gives up a message of the channel, as the slowest of its templates says; nullopt: none does.
[[nodiscard]] std::optional<std::chrono::milliseconds> templates_give_up_after(const plan::PlanBasis& basis,
                                                                               const std::string& channel);

// The leg's next channel after `channel` that has an address for the customer and is allowed, by name.
[[nodiscard]] std::optional<std::string> channel_after(
    const domain::Campaign& campaign, const domain::AddressKinds& kinds, int route, int leg,
    const std::string& channel, const domain::Customer& customer,
    const std::function<bool(const std::string& channel)>& allowed);

}  // namespace triand::app

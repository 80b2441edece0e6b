#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "channels/envelope.hpp"
#include "daemon/domain/campaign.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/schedule/campaign_window.hpp"
#include "daemon/store/claim.hpp"

namespace triand::dispatch {

// A claimed delivery made ready, or why it cannot be sent by this channel.
struct Prepared {
  channels::Envelope envelope;
  domain::Reason reason = domain::Reason::none;  // not none: nothing is to be sent
  bool goes_on = false;  // then: the leg's next channel may take over, even from a refusal
  std::string detail;    // the column that is empty
  // Nothing is wrong with it, but it may not leave before then; `detail` says why.
  std::optional<schedule::WallTime> not_before;
  int parts = 1;
  std::int64_t cost = 0;  // VND, once the gateway took it
};

// What a lane has to know of one approved campaign; made by whoever knows plans and templates. Network thread.
class CampaignRun {
 public:
  virtual ~CampaignRun() = default;

  [[nodiscard]] virtual std::int64_t row() const = 0;
  [[nodiscard]] virtual const std::string& id() const = 0;
  [[nodiscard]] virtual const schedule::CampaignWindow& window() const = 0;
  [[nodiscard]] virtual domain::Campaign::Pace pace() const = 0;
  // Whether some leg uses the channel.
  [[nodiscard]] virtual bool uses(std::int64_t channel) const = 0;

  // Whether some leg has another channel behind this one.
  [[nodiscard]] virtual bool falls_back_from(std::int64_t channel) const = 0;

  // Whether the channel's message is, or may be, that template of its gateway's.
  [[nodiscard]] virtual bool uses_template(std::int64_t /*channel*/, const std::string& /*id*/) const {
    return false;
  }
  // After how long the gateway gives up a message that did not arrive, where its templates say so.
  [[nodiscard]] virtual std::optional<std::chrono::milliseconds> gives_up_after(
      std::int64_t /*channel*/) const {
    return std::nullopt;
  }
  // Whether a customer who refused this channel's messages at the gateway is written to by the leg's next one.
  [[nodiscard]] virtual bool passes_refusals_on() const { return false; }

  // How many messages of the channel the budget still allows, those on their way reckoned as spent; nullopt: no budget.
  [[nodiscard]] virtual std::optional<std::int64_t> budget_left(std::int64_t channel) const = 0;
  // Sets money aside for a message that is about to leave; false: the budget would be passed, and nothing more of the
  // campaign may be sent.
  [[nodiscard]] virtual bool commit_cost(std::int64_t cost) = 0;
  // It cost nothing after all.
  virtual void return_cost(std::int64_t cost) = 0;

  // Address, text and reference, filled from the approved messages; suppressions are looked at as they are now.
  [[nodiscard]] virtual Prepared prepare(std::int64_t channel, const store::ClaimedDelivery& delivery) = 0;
  // A delivery that was made ready is handed to its channel now; or it was, and certainly did not leave.
  virtual void handed_over(std::int64_t /*channel*/, const store::ClaimedDelivery& /*delivery*/) {}
  virtual void came_back(std::int64_t /*channel*/, const store::ClaimedDelivery& /*delivery*/) {}
  // The leg's next channel after this one that has an address for the customer and may write to it.
  [[nodiscard]] virtual std::optional<std::int64_t> next_channel(int route, int leg, std::int64_t channel,
                                                                 const domain::Customer& customer) const = 0;
};

}  // namespace triand::dispatch

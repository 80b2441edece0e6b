#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/app/campaign_shelf.hpp"
#include "daemon/app/channel_desk.hpp"
#include "daemon/app/forecast_desk.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/store/reader_pool.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// What the API asks about campaigns and their texts. Any thread but the network's; all it refers to outlives it.
class CampaignDesk {
 public:
  CampaignDesk(const Settings& settings, const ChannelRows& rows, store::Writer& writer, CampaignShelf& shelf,
               store::ReaderPool& readers, const domain::SuppressionIndex& suppressions,
               const ForecastDesk& forecasts, const ChannelDesk& channels)
      : settings_(settings),
        rows_(rows),
        writer_(writer),
        shelf_(shelf),
        readers_(readers),
        suppressions_(suppressions),
        forecasts_(forecasts),
        channels_(channels) {}

  [[nodiscard]] server::Answer check(const std::string& file, const std::string& text,
                                     schedule::WallTime now) const;
  [[nodiscard]] server::JobResult plan(const std::string& file, const std::string& text,
                                       const server::Caller& caller, server::Progress& progress) const;
  // `customer` empty: some example. `channel` empty: every one.
  [[nodiscard]] server::Answer preview(const std::string& campaign, const std::string& customer,
                                       const std::string& channel) const;
  // What will not fit into the window as it stands now, or into the budget, as a sentence; or empty.
  [[nodiscard]] std::string shortfall(const store::CampaignRow& row) const;
  // Asks the gateways for those of their templates that could not be asked for when it was planned, and pins what they
  // take. A refusal when they still cannot be asked, or the messages do not fit.
  [[nodiscard]] std::optional<server::ApiError> ask_late(const store::CampaignRow& row) const;
  [[nodiscard]] bool needs_two_persons(const store::CampaignRow& row) const;
  // The exact text of a delivery; nullopt where nobody can know it any more.
  [[nodiscard]] std::optional<server::DeliveryText> text_of(const store::DeliveryView& view) const;
  // What a delivery costs, in VND; 0 where nobody can know it any more.
  [[nodiscard]] std::int64_t cost_of(std::int64_t delivery, std::int64_t customer) const;
  // What has changed since the plan of an open campaign was made, and is not sent: "messages", "settings",
  // "list".
  [[nodiscard]] std::vector<std::string> changed_since(const store::CampaignRow& row) const;
  // The leg's next channel for a delivery that failed, as a row of the store.
  [[nodiscard]] std::optional<std::int64_t> next_channel(const store::DeliveryView& view) const;

 private:
  [[nodiscard]] AskTemplate ask_template() const;

  const Settings& settings_;
  const ChannelRows& rows_;
  store::Writer& writer_;
  CampaignShelf& shelf_;
  store::ReaderPool& readers_;
  const domain::SuppressionIndex& suppressions_;
  const ForecastDesk& forecasts_;
  const ChannelDesk& channels_;
};

}  // namespace triand::app

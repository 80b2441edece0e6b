#include "daemon/server/api/pause_target.hpp"

#include "daemon/server/api/campaign_counts.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
std::variant<PauseTarget, ApiError> pause_target(store::Reader& reader, const store::CampaignRow& campaign,
                                                 const std::string& channel, const std::string& unit) {
  PauseTarget target;
  if (!channel.empty()) {
    for (const store::ChannelRow& row : reader.channels())
      if (row.name == channel) target.channel = row.id;
    if (target.channel == 0) return no_channel(channel);
    if (!channels_of(reader, campaign.id).contains(channel)) {
      return not_found("no-such-channel",
                       "campaign " + campaign.name + " does not use the channel " + channel,
                       "its channels are: trianctl campaign status " + campaign.name);
    }
  }
  if (!unit.empty()) {
    const std::string prefix = unit_prefix(unit);
    const auto row = reader.unit_row(prefix);
    if (!row) return no_unit(prefix);
    target.unit = *row;
  }
  return target;
}

}  // namespace triand::server

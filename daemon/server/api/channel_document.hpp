#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// A channel of the config with what the store has of it.
struct ChannelView {
  ChannelNow now;
  std::optional<store::ChannelRow> row;  // none before the channel was first used
  std::optional<store::PauseRow> pause;  // of the whole channel, by an operator
  std::int64_t queued = 0;
  std::int64_t sending = 0;
};

// In the config's order; without the channels that only the store remembers.
[[nodiscard]] std::vector<ChannelView> channel_views(const std::vector<ChannelNow>& now,
                                                     store::Reader& reader);

// The members of one channel in triand.channels/v1 (contract, section 3). What the store says of a stop or a
// pause comes before what the lane, which may not have looked yet, says.
[[nodiscard]] boost::json::object channel_object(const ApiWorld& world, const ChannelView& view);

// triand.channel/v1.
[[nodiscard]] boost::json::object channel_document(const ApiWorld& world, const ChannelView& view);

}  // namespace triand::server

#include "daemon/app/trouble_log.hpp"

namespace triand::app {

void TroubleLog::look(const std::vector<ChannelSettings>& channels) {
  for (const ChannelSettings& channel : channels) {
    const std::string now = channel.channel->trouble();
    std::string& told = told_[channel.facts.name];
    if (now == told) continue;
    told = now;
    if (now.empty())
      log_.info("channel_mended", "channel " + channel.facts.name + ": what was told of it is over");
    else
      log_.error("channel_trouble", "channel " + channel.facts.name + ": " + now);
  }
}

}  // namespace triand::app

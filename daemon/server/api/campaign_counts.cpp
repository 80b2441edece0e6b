#include "daemon/server/api/campaign_counts.hpp"

namespace triand::server {

boost::json::object recipients_object(const std::map<domain::RecipientState, std::int64_t>& buckets) {
  std::int64_t total = 0;
  for (const auto& [bucket, count] : buckets) total += count;
  boost::json::object out;
  out["total"] = total;
  for (std::size_t at = 0; at < domain::kRecipientStates; ++at) {
    const auto bucket = static_cast<domain::RecipientState>(at);
    const auto found = buckets.find(bucket);
    out[domain::to_string(bucket)] = found == buckets.end() ? 0 : found->second;
  }
  return out;
}

boost::json::object channels_object(const store::CampaignCounts& counts, const std::set<std::string>& used) {
  std::set<std::string> names = used;
  for (const auto& [name, states] : counts.channels) names.insert(name);
  boost::json::object out;
  for (const std::string& name : names) {
    const auto states = counts.channels.find(name);
    boost::json::object channel;
    for (std::size_t at = 0; at < domain::kDeliveryStates; ++at) {
      const auto state = static_cast<domain::DeliveryState>(at);
      std::int64_t count = 0;
      if (states != counts.channels.end()) {
        const auto found = states->second.find(state);
        if (found != states->second.end()) count = found->second;
      }
      channel[domain::to_string(state)] = count;
    }
    out[name] = std::move(channel);
  }
  return out;
}

std::set<std::string> channels_of(store::Reader& reader, std::int64_t campaign) {
  std::map<std::int64_t, std::string> names;
  for (const store::ChannelRow& row : reader.channels()) names[row.id] = row.name;
  std::set<std::string> out;
  for (const store::PinnedMessage& message : reader.messages(campaign)) {
    const auto found = names.find(message.channel);
    if (found != names.end()) out.insert(found->second);
  }
  return out;
}

}  // namespace triand::server

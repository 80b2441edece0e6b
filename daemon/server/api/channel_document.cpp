#include "daemon/server/api/channel_document.hpp"

#include <algorithm>

#include "daemon/domain/hold_reason.hpp"
#include "daemon/schedule/local_time.hpp"

namespace triand::server {
namespace {

struct Standing {
  std::string state;
  std::string reason;
  std::string detail;
};

Standing standing_of(const ChannelView& view) {
  if (view.row && view.row->stopped_reason != domain::Reason::none)
    return {"stopped", std::string(domain::to_string(view.row->stopped_reason)), view.row->stopped_detail};
  const std::string paused(domain::to_string(domain::HoldReason::paused));
  if (view.pause) return {"paused", paused, view.pause->reason};
  // The lane has not seen yet that it was resumed.
  if (view.now.state == "paused") return {"waiting", "", ""};
  return {view.now.state, view.now.reason, view.now.detail};
}

std::int64_t count_of(const std::map<domain::DeliveryState, std::int64_t>& counts,
                      domain::DeliveryState state) {
  const auto found = counts.find(state);
  return found == counts.end() ? 0 : found->second;
}

boost::json::value quota_of(const ApiWorld& world, const ChannelNow& channel) {
  if (!channel.quota) return nullptr;
  return boost::json::object{{"limit", channel.quota->limit},
                             {"left", channels::left_at(*channel.quota, world.now())},
                             {"resets_at", schedule::local_time(channel.quota->resets_at, world.zone)}};
}

}  // namespace

std::vector<ChannelView> channel_views(const std::vector<ChannelNow>& now, store::Reader& reader) {
  const store::Reader::Snapshot snapshot(reader);
  const auto rows = reader.channels();
  const auto pauses = reader.pauses();
  std::vector<ChannelView> out;
  for (const ChannelNow& channel : now) {
    ChannelView view;
    view.now = channel;
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.name == channel.name; });
    if (row != rows.end()) {
      view.row = *row;
      const auto counts = reader.channel_counts(row->id);
      view.queued = count_of(counts, domain::DeliveryState::queued);
      view.sending = count_of(counts, domain::DeliveryState::sending);
    }
    const auto pause = std::find_if(pauses.begin(), pauses.end(), [&](const auto& one) {
      return one.campaign == 0 && one.channel == channel.name && one.unit.empty();
    });
    if (pause != pauses.end()) view.pause = *pause;
    out.push_back(std::move(view));
  }
  return out;
}

boost::json::object channel_object(const ApiWorld& world, const ChannelView& view) {
  const Standing standing = standing_of(view);
  boost::json::object out;
  out["channel"] = view.now.name;
  out["kind"] = view.now.kind;
  out["state"] = standing.state;
  out["reason"] = standing.reason;
  out["rate"] = view.now.rate;
  out["queued"] = view.queued;
  out["sending"] = view.sending;
  out["detail"] = standing.detail;
  out["trouble"] = view.now.trouble;
  out["quota"] = quota_of(world, view.now);
  out["who"] = view.pause ? view.pause->who : std::string();
  if (view.row && view.row->stopped_reason != domain::Reason::none) {
    out["since"] = schedule::local_time(view.row->stopped_at, world.zone);
  } else if (view.pause) {
    out["since"] = schedule::local_time(view.pause->at, world.zone);
  } else {
    out["since"] = nullptr;
  }
  return out;
}

boost::json::object channel_document(const ApiWorld& world, const ChannelView& view) {
  boost::json::object out;
  out["schema"] = "triand.channel/v1";
  for (auto& member : channel_object(world, view)) out[member.key()] = std::move(member.value());
  return out;
}

}  // namespace triand::server

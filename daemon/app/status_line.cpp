#include "daemon/app/status_line.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace triand::app {
namespace {

bool is_under_way(const store::CampaignRow& row) { return row.state == "approved" || row.state == "running"; }

bool is_paused(const store::CampaignRow& row, const std::vector<store::PauseRow>& pauses) {
  return std::any_of(pauses.begin(), pauses.end(), [&](const store::PauseRow& pause) {
    return (pause.campaign == 0 || pause.campaign == row.id) && pause.channel.empty() && pause.unit.empty();
  });
}

// Rounded down: "100 %" says that nothing is left.
std::int64_t percent(const CampaignProgress& campaign) {
  return campaign.total == 0 ? 100 : (campaign.total - campaign.pending) * 100 / campaign.total;
}

void add(std::string& line, const std::string& words) {
  if (!line.empty()) line += "; ";
  line += words;
}

}  // namespace

std::vector<CampaignProgress> progress_of(store::Reader& reader) {
  std::vector<CampaignProgress> out;
  const std::vector<store::PauseRow> pauses = reader.pauses();
  for (const store::CampaignRow& row : reader.campaigns()) {
    if (!is_under_way(row)) continue;
    CampaignProgress campaign{.id = row.name, .state = is_paused(row, pauses) ? "paused" : row.state};
    for (const auto& [bucket, count] : reader.counts(row.id).recipients) {
      campaign.total += count;
      if (bucket == domain::RecipientState::pending) campaign.pending += count;
    }
    out.push_back(std::move(campaign));
  }
  return out;
}

std::string status_line(const std::vector<CampaignProgress>& campaigns, const server::ServiceNow& service) {
  std::string line;
  if (!service.recording) add(line, "the database cannot be written, nothing is sent");
  if (!service.adopted) add(line, "this database was copied or restored, nothing is sent (triand --adopt)");
  for (const CampaignProgress& campaign : campaigns)
    add(line, fmt::format("{} {}, {} % of {} done", campaign.id, campaign.state, percent(campaign),
                          campaign.total));
  for (const server::ChannelNow& channel : service.channels)
    if (channel.state != "running") add(line, channel.name + ' ' + channel.state);
  return line.empty() ? "ready, no campaign is under way" : line;
}

}  // namespace triand::app

#include "daemon/app/expectations.hpp"

#include <algorithm>

namespace triand::app {
namespace {

// Fewer say nothing about the next campaign.
constexpr std::int64_t kFewest = 100;

domain::Expectation shares_of(const store::PastOutcomes& past) {
  const auto all = static_cast<double>(past.messages);
  return {.fails = static_cast<double>(past.failed) / all,
          .no_receipt = static_cast<double>(past.no_receipt) / all,
          .tried_again = 1 - all / static_cast<double>(std::max(past.attempts, past.messages))};
}

// Of the newest campaign that sent enough to know.
std::optional<std::chrono::milliseconds> latency_of(const std::vector<store::CampaignRow>& campaigns,
                                                    std::int64_t channel, store::Reader& reader) {
  for (const store::CampaignRow& row : campaigns)
    if (const auto latency = reader.mean_latency(row.id, channel)) return latency;
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> receipts_of(const std::vector<store::CampaignRow>& campaigns,
                                                     std::int64_t channel, const domain::Canary& canary,
                                                     store::Reader& reader) {
  for (const store::CampaignRow& row : campaigns)
    if (const auto delay = reader.receipt_delay(row.id, channel, 1 - canary.stop_above)) return delay;
  return std::nullopt;
}

}  // namespace

std::map<std::string, Expected> expectations(const CampaignDraft& draft, const ChannelRows& rows,
                                             store::Reader& reader) {
  std::map<std::string, Expected> out;
  const auto campaigns = reader.campaigns();
  for (std::size_t at = 0; at < draft.basis.channels.size(); ++at) {
    const std::string& name = draft.basis.channels[at].name;
    if (draft.basis.messages[at].empty()) continue;
    Expected& expected = out[name];
    expected.latency = latency_of(campaigns, rows.at(name), reader);
    if (const auto& canary = draft.basis.campaign.canary)
      expected.receipts_after = receipts_of(campaigns, rows.at(name), *canary, reader);
    if (const auto said = draft.basis.campaign.expect.find(name); said != draft.basis.campaign.expect.end()) {
      expected.shares = said->second;
      expected.from = "the campaign file";
      continue;
    }
    for (const store::CampaignRow& row : campaigns) {
      if (row.state != "finished" && row.state != "cancelled") continue;
      const store::PastOutcomes past = reader.outcomes_of(row.id, rows.at(name));
      if (past.messages < kFewest) continue;
      expected.shares = shares_of(past);
      expected.from = row.name;
      break;
    }
  }
  return out;
}

}  // namespace triand::app

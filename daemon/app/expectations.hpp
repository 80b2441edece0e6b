#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>

#include "daemon/app/campaign_basis.hpp"
#include "daemon/domain/expectation.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// What is expected of one channel's messages, and who says so.
struct Expected {
  domain::Expectation shares;
  std::string from;                  // "the campaign file", the name of a past campaign; empty: nobody knows
  std::optional<double> price = {};  // VND a message on average, from the plan
  std::optional<std::chrono::milliseconds> latency = {};  // until the gateway's answer, on average
  // Until as many receipts have come as a canary needs.
  std::optional<std::chrono::milliseconds> receipts_after = {};
};

// By channel of the campaign: what its file says, else what the newest campaign that is over saw.
[[nodiscard]] std::map<std::string, Expected> expectations(const CampaignDraft& draft,
                                                           const ChannelRows& rows, store::Reader& reader);

}  // namespace triand::app

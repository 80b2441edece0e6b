#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/recipient_state.hpp"

namespace triand::store {

// Counters of one campaign.
struct CampaignCounts {
  std::map<domain::RecipientState, std::int64_t> recipients;
  std::map<std::string, std::map<domain::DeliveryState, std::int64_t>> channels;
  std::int64_t spent = 0;
};

struct UnitCount {
  std::string unit;
  std::string unit_name;
  domain::RecipientState bucket = domain::RecipientState::pending;
  std::int64_t n = 0;
};

// Deliveries of one channel and unit in one state, over all campaigns.
struct DeliveryFigure {
  std::string channel;
  std::string unit;  // its prefix; empty: customers of no unit
  domain::DeliveryState state = domain::DeliveryState::queued;
  std::int64_t count = 0;
};

// Deliveries of one unit on one channel in one state.
struct QueueCount {
  std::string unit;
  std::string channel;
  domain::DeliveryState state = domain::DeliveryState::queued;
  std::int64_t n = 0;
};

}  // namespace triand::store

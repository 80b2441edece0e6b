#pragma once

#include <cstdint>
#include <string>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/leg.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/store/record.hpp"
#include "daemon/store/time.hpp"

namespace triand::store {

// One delivery with the words that people need.
struct DeliveryView {
  std::int64_t id = 0;
  std::string reference;
  std::int64_t campaign_id = 0;
  std::string campaign;
  std::int64_t customer_id = 0;
  std::string customer_code;
  std::string channel;
  std::string channel_kind;
  domain::AddressKind address_kind = domain::AddressKind::telephone;
  int leg = 0;
  domain::DeliveryState state = domain::DeliveryState::queued;  // sending included
  domain::Reason reason = domain::Reason::none;
  int attempts = 0;
  int parts = 1;
  std::int64_t customer_version = 0;
  TimePoint updated_at;
  std::string provider_id;
};

struct HistoryView {
  std::int64_t id = 0;
  TimePoint at;
  HistoryEvent event = HistoryEvent::attempt;
  domain::DeliveryState state = domain::DeliveryState::queued;
  domain::Reason reason = domain::Reason::none;
  std::string failure_class;
  std::string code;
  std::string provider_id;
  std::int64_t latency_ms = 0;
  std::string detail;
  std::string who;
};

struct TailEntry {
  std::int64_t cursor = 0;
  DeliveryView delivery;
  HistoryView event;
};

}  // namespace triand::store

#pragma once

#include <cstdint>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/domain/reason.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// A delivery as the outbox has it. `state` says queued also while a lease covers it.
struct DeliveryRow {
  std::int64_t id = 0;
  std::int64_t customer = 0;
  int leg = 0;
  bool alone = true;
  domain::DeliveryState state = domain::DeliveryState::queued;
  domain::Reason reason = domain::Reason::none;
  int attempts = 0;
  int parts = 1;
  std::int64_t customer_version = 0;
  std::int64_t updated_at = 0;
};

// Reads one delivery; false when there is none.
bool read_delivery(WriteSession& session, std::int64_t id, DeliveryRow& row);

// Moves both counters when a delivery goes from one state to another: the delivery's, and the recipient's, whose
// bucket is the best of all its deliveries. With `successor` a new delivery of the same recipient is queued in the
// same step. Call before the rows are changed.
void shift_counters(WriteSession& session, const DeliveryRow& row, domain::DeliveryState from,
                    domain::DeliveryState to, bool successor = false);

// Appends a delivery to its queue and returns its row. Counts it as queued.
std::int64_t append_delivery(WriteSession& session, const QueueKey& queue, std::int64_t customer, int leg,
                             std::int64_t at);

}  // namespace triand::store

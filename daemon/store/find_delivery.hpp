#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/domain/delivery_state.hpp"
#include "daemon/store/customer_row.hpp"
#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// A delivery as a receipt finds it, inside the writer's transaction.
struct FoundDelivery {
  std::int64_t id = 0;
  std::int64_t customer = 0;
  domain::DeliveryState state = domain::DeliveryState::queued;  // queued also while a lease covers it
  TimePoint updated_at;
};

// What decides which channel comes after a delivery.
struct RoutedDelivery {
  std::int64_t id = 0;
  int leg = 0;
  int route = -1;
  StoredCustomer customer;
};

// The delivery of that reference, in any letter case; nullopt: it is none of ours.
[[nodiscard]] std::optional<FoundDelivery> find_delivery(WriteSession& session, const std::string& reference);
[[nodiscard]] std::optional<FoundDelivery> find_delivery(WriteSession& session, std::int64_t id);
// nullopt: there is no such delivery.
[[nodiscard]] std::optional<RoutedDelivery> routed_delivery(WriteSession& session, std::int64_t id);

}  // namespace triand::store

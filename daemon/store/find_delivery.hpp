#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "daemon/store/customer_row.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

// A delivery that somebody named by its reference, inside the writer's transaction.
struct FoundDelivery {
  std::int64_t id = 0;
  int leg = 0;
  int route = -1;
  StoredCustomer customer;
};

// The delivery of that reference, in any letter case; nullopt: it is none of ours.
[[nodiscard]] std::optional<FoundDelivery> find_delivery(WriteSession& session, const std::string& reference);

}  // namespace triand::store

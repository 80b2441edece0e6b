#include "daemon/server/api/unit_rows.hpp"

namespace triand::server {

std::optional<std::int64_t> UnitRows::find(store::Reader& reader, const std::string& prefix) {
  const std::lock_guard lock(mutex_);
  const auto known = rows_.find(prefix);
  if (known != rows_.end()) return known->second;
  std::optional<std::int64_t> found;
  reader.for_each_customer([&](const store::StoredCustomer& stored) {
    rows_.emplace(stored.customer.unit, stored.unit);
    if (stored.customer.unit == prefix) found = stored.unit;
    return !found;
  });
  return found;
}

}  // namespace triand::server

#include "daemon/server/console/look_up.hpp"

#include <algorithm>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/reference.hpp"
#include "daemon/server/api/archived_deliveries.hpp"
#include "daemon/server/api/delivery_search.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

// Whose reference it is: also of a delivery that stands in an archive only.
std::optional<store::StoredCustomer> named_by_reference(store::Reader& reader, const Found& found,
                                                        const std::string& query) {
  if (!found.deliveries.empty()) return reader.customer(found.deliveries.front().customer_id);
  const auto parts = domain::split_reference(std::string(domain::trim(query)));
  return parts ? reader.customer(parts->customer_code) : std::nullopt;
}

}  // namespace

LookUp look_up(const ApiWorld& world, store::Reader& reader, const std::string& query, const Caller& caller) {
  Found found = search(reader, query);
  LookUp out;
  out.customers = std::move(found.customers);
  if (out.customers.empty())
    if (auto customer = named_by_reference(reader, found, query))
      out.customers.push_back(std::move(*customer));
  std::erase_if(out.customers,
                [&](const store::StoredCustomer& customer) { return !may_see(caller, customer); });
  std::sort(out.customers.begin(), out.customers.end(),
            [](const auto& one, const auto& other) { return one.customer.code < other.customer.code; });
  // An archive knows no units.
  if (out.customers.empty() && !is_limited(caller))
    out.archived = archived_deliveries(world, reader, query, false);
  return out;
}

}  // namespace triand::server

#include "daemon/server/api/delivery_search.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/customer_code.hpp"
#include "daemon/domain/email_address.hpp"
#include "daemon/domain/telephone.hpp"

namespace triand::server {

void sort_newest_first(std::vector<store::DeliveryView>& views) {
  std::sort(views.begin(), views.end(), [](const store::DeliveryView& one, const store::DeliveryView& other) {
    return std::tie(one.updated_at, one.id) > std::tie(other.updated_at, other.id);
  });
}

Found search(store::Reader& reader, const std::string& query) {
  const std::string text(domain::trim(query));
  if (auto view = reader.delivery(text)) return {{std::move(*view)}, {}};
  std::set<std::int64_t> customers;
  if (const auto code = domain::read_customer_code(text).code; !code.empty())
    if (const auto stored = reader.customer(code)) customers.insert(stored->customer.id);
  if (const auto telephone = domain::read_telephone(text).e164; !telephone.empty())
    for (const std::int64_t id : reader.customers_by_phone(telephone)) customers.insert(id);
  if (const auto email = domain::read_email_address(text).address; !email.empty())
    for (const std::int64_t id : reader.customers_by_email(email)) customers.insert(id);
  Found out;
  for (const std::int64_t id : customers) {
    for (store::DeliveryView& view : reader.deliveries_of(id)) out.deliveries.push_back(std::move(view));
    if (auto customer = reader.customer(id)) out.customers.push_back(std::move(*customer));
  }
  sort_newest_first(out.deliveries);
  return out;
}

}  // namespace triand::server

#pragma once

#include <string>
#include <vector>

#include "daemon/store/reader.hpp"

namespace triand::server {

// What a query names.
struct Found {
  std::vector<store::DeliveryView> deliveries;   // newest first
  std::vector<store::StoredCustomer> customers;  // empty when the query is a reference
};

// Looks for a customer code, a telephone in any form, an email or a reference. Telephones and emails are also found
// that a customer no longer has.
[[nodiscard]] Found search(store::Reader& reader, const std::string& query);

// Newest change first.
void sort_newest_first(std::vector<store::DeliveryView>& views);

}  // namespace triand::server

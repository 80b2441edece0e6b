#pragma once

#include <string>
#include <vector>

#include "daemon/store/reader.hpp"

namespace triand::server {

// The deliveries that a query names, newest first: by a customer code, a telephone in any form, an email or a
// reference. Telephones and emails are also found that a customer no longer has. Nothing found: empty.
[[nodiscard]] std::vector<store::DeliveryView> search_deliveries(store::Reader& reader,
                                                                 const std::string& query);

// Newest change first.
void sort_newest_first(std::vector<store::DeliveryView>& views);

}  // namespace triand::server

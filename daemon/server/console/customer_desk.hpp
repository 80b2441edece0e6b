#pragma once

#include <optional>

#include "daemon/server/api_world.hpp"
#include "daemon/server/console/page_notice.hpp"
#include "daemon/server/console/visit.hpp"

namespace triand::server {

// The customer whom an address names by {id}; nullopt: there is none, or whoever asks may not see that one.
[[nodiscard]] std::optional<store::StoredCustomer> customer_in(const Request& request, const Visit& visit,
                                                               store::Reader& reader);
[[nodiscard]] Response no_customer_page(const PageFrame& frame);

// The customer's page with `notice` above it. The look is audited; while that cannot be written everything is masked.
[[nodiscard]] Response show_customer(const ApiWorld& world, Visit& visit, const store::StoredCustomer& stored,
                                     const PageNotice& notice);

}  // namespace triand::server

#pragma once

#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// triand.customer/v1: the customer, what was sent, and the campaigns in which they get nothing and why. Not
// `whole`: name, telephone, email and address are masked, and what stands in extra columns is hidden.
[[nodiscard]] boost::json::object customer_document(const ApiWorld& world, store::Reader& reader,
                                                    const store::StoredCustomer& stored, bool whole);

}  // namespace triand::server

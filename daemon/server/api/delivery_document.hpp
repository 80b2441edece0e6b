#pragma once

#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// The fields of `deliveries find` (contract, section 3). `whole`: the address is shown as it is.
[[nodiscard]] boost::json::object delivery_fields(const ApiWorld& world, store::Reader& reader,
                                                  const store::DeliveryView& view, bool whole);

// triand.delivery/v1: the fields, the text as it was or will be sent, and everything that happened, oldest
// first. `with_text`: the text and its subject, which name the customer, are shown; else they are null.
[[nodiscard]] boost::json::object delivery_document(const ApiWorld& world, store::Reader& reader,
                                                    const store::DeliveryView& view, bool whole,
                                                    bool with_text);

}  // namespace triand::server

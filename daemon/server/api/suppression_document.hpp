#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// One suppression as people see it: {"id","kind","customer_code","address","scope","class","reason","note","since",
// "until","who","active","erased"}; the address and the note only if `whole`.
[[nodiscard]] boost::json::object suppression_object(const ApiWorld& world, const store::SuppressionRow& row,
                                                     bool whole);

// Everything that holds, or has held and was not removed, for a customer: by code and by each address.
[[nodiscard]] boost::json::array suppressions_of(const ApiWorld& world, store::Reader& reader,
                                                 const domain::Customer& customer, bool whole);

}  // namespace triand::server

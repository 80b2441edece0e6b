#pragma once

#include <boost/json/array.hpp>

#include "daemon/server/caller.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// The campaigns in which a customer gets nothing, and why: suppressed, a duplicate, or no channel reaches them. In
// words for people, English and Vietnamese.
[[nodiscard]] boost::json::array not_written_to(store::Reader& reader, const store::StoredCustomer& customer);

// A duplicate names the customer who is written to instead; whose role is limited to units is told only if that one is of
// them.
void hide_other_units(boost::json::array& not_written_to, const Caller& caller, store::Reader& reader);

}  // namespace triand::server

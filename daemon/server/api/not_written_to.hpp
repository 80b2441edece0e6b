#pragma once

#include <boost/json/array.hpp>

#include "daemon/store/reader.hpp"

namespace triand::server {

// The campaigns in which a customer gets nothing, and why: suppressed, a duplicate, or no channel reaches them. In
// words for people, English and Vietnamese.
[[nodiscard]] boost::json::array not_written_to(store::Reader& reader, const store::StoredCustomer& customer);

}  // namespace triand::server

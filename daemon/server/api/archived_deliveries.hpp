#pragma once

#include <string>

#include <boost/json/array.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// What the archives still answer when the deliveries themselves were removed: the fields of `deliveries find` with
// "archived": true, newest first. Looks for a customer code, a telephone in any form, an email or a reference. What
// nobody knows any more is empty: the address but for the one that was asked for, and code and reference when an address
// was asked for. `whole`: the address is not masked.
[[nodiscard]] boost::json::array archived_deliveries(const ApiWorld& world, store::Reader& reader,
                                                     const std::string& query, bool whole);

}  // namespace triand::server

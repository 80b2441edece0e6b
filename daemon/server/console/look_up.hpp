#pragma once

#include <string>
#include <vector>

#include <boost/json/array.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// Whom a query of the support desk names, of those whom the caller may see.
struct LookUp {
  std::vector<store::StoredCustomer> customers;  // by their codes
  boost::json::array archived;                   // without any: what archives still know
};

// A customer code, a telephone in any form, an email or a reference, in the same way as `deliveries find`.
[[nodiscard]] LookUp look_up(const ApiWorld& world, store::Reader& reader, const std::string& query,
                             const Caller& caller);

}  // namespace triand::server

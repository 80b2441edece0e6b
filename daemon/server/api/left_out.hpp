#pragma once

#include <cstdint>

#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// By reason: the first customers whom a plan leaves out, each with what people ask next: whose twin (duplicate_of), which
// column is blank (column), suppressed since when (since, and its note).
[[nodiscard]] boost::json::object left_out(const ApiWorld& world, store::Reader& reader,
                                           std::int64_t campaign, const boost::json::object& summary);

}  // namespace triand::server

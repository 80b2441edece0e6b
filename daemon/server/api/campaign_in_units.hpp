#pragma once

#include <optional>
#include <string>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// The documents of campaigns as their caller may see them. Whose role is limited to units gets the numbers of these
// alone; what is known of the whole campaign only is null (`shortfall`, `cost.planned`) or left out. The same conditions
// as in campaign_document.hpp.

// nullopt: there is no such campaign.
[[nodiscard]] std::optional<boost::json::object> campaign_for(const ApiWorld& world, store::Reader& reader,
                                                              const std::string& id, const Caller& caller);

[[nodiscard]] boost::json::array campaigns_for(const ApiWorld& world, store::Reader& reader,
                                               const Caller& caller);

}  // namespace triand::server

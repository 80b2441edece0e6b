#pragma once

#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"

namespace triand::server {

// One account as administrators see it: {"name","role","units","password","disabled","created_by","created_at",
// "changed_by","changed_at"}; `password` says whether there is one, a time is null where it was not kept.
[[nodiscard]] boost::json::object user_object(const ApiWorld& world, const store::AccountRow& row);

}  // namespace triand::server

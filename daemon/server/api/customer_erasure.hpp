#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// The right to be forgotten: {"confirm": CODE}. Answers with triand.erasure/v1, what was done and what is left.
[[nodiscard]] Answer erase_customer(const ApiWorld& world, const Request& request);

}  // namespace triand::server

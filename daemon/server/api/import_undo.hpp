#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// Takes back what one import did: a job whose result is the triand.import_undo/v1 document. Customers that a later list names or
// changed, or a campaign has planned for, are left alone and counted.
[[nodiscard]] Answer undo_import(const ApiWorld& world, const Request& request);

}  // namespace triand::server

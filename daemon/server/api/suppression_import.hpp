#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// POST /api/v1/suppressions/import?file=NAME with the list as its body: a job whose result is the
// triand.suppression-import/v1 document. Its rejects are fetched like an import's, by the id it names.
[[nodiscard]] Route suppression_import_route(const ApiWorld& world);

}  // namespace triand::server

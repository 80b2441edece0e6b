#pragma once

#include "daemon/server/api/letter_world.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/router.hpp"

namespace triand::server {

// Batches of letters: looking at them, handing one over, and taking what printer and post say. `world`
// outlives the router, and so does what `letters` refers to.
void add_letter_routes(Router& router, const ApiWorld& world, LetterWorld letters);

}  // namespace triand::server

#pragma once

#include <memory>

#include "daemon/server/api/letter_world.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/request.hpp"

namespace triand::server {

// POST {"references":"REFERENCE …","reason"}: a job that prints letters of a batch once more, as a new batch that names
// the old one: those of `references`, or all of it that nobody has said to be posted, returned or refused. Cancelled
// campaigns and customers who must not be written to are left out. Its result is {"schema":"triand.letter_reprint/v1",
// "batch","reprint_of","letters","left_out":[{"reference","message"}…]}.
[[nodiscard]] Answer letter_reprint(const ApiWorld& world, std::shared_ptr<const LetterWorld> letters,
                                    const Request& request);

}  // namespace triand::server

#pragma once

#include <memory>
#include <string>

#include "daemon/server/api/letter_world.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/server/route.hpp"

namespace triand::server {

// GET …/{batch}/pdf and …/{batch}/manifest: the file of a batch as it lies in the outbox, for whoever prints by hand. It
// holds names and addresses, so it is audited before it is given. Not found once the print house has taken the batch.
// `world` outlives the route.
[[nodiscard]] Route letter_file_route(std::string pattern, const ApiWorld& world,
                                      std::shared_ptr<const LetterWorld> letters);

}  // namespace triand::server

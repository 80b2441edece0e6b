#pragma once

#include <cstdint>

#include "daemon/server/admission.hpp"
#include "daemon/server/api_world.hpp"

namespace triand::server {

// Which uploads of the API are let in, by their heads: as many at once as the console takes, by the same count, and only
// while the disk has room for them behind those that jobs have still to read. Root and the service's own user, who could
// write to the disk as well, need no place. `most`: bytes that the route takes.
[[nodiscard]] Admits upload_admission(const ApiWorld& world, std::uint64_t most);

}  // namespace triand::server

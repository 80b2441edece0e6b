#pragma once

#include <string>

#include "daemon/server/api_world.hpp"
#include "daemon/server/caller.hpp"

namespace triand::server {

// Writes down who looked at what, as "customer.show" of a customer's code. False: nothing can be recorded just now; the
// answer still comes, masked. Any worker thread; throws what the store throws besides CannotRecord.
[[nodiscard]] bool audit_look(const ApiWorld& world, const Caller& caller, const std::string& action,
                              const std::string& subject);

}  // namespace triand::server

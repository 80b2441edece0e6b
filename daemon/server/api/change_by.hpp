#pragma once

#include "daemon/server/api_world.hpp"
#include "daemon/server/caller.hpp"
#include "daemon/store/account_writer.hpp"

namespace triand::server {

// Who changes an account, as the store asks once more whether he may.
[[nodiscard]] inline store::AccountChange change_by(const ApiWorld& world, const Caller& caller) {
  return {caller.name, world.now(), caller.above_accounts, caller.account_changed};
}

}  // namespace triand::server

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "daemon/server/role.hpp"

namespace triand::server {

// Who makes a request. On a route that is open to everybody the name is empty.
struct Caller {
  std::string name;  // the system user's on the control socket, the account's elsewhere
  Role role = Role::viewer;
  bool local = false;  // came over the control socket
  // Code prefixes of the units that the role is limited to; empty: every unit.
  std::vector<std::string> units = {};
  // Root or the service's own user: an administrator whatever the accounts say.
  bool above_accounts = false;
  bool by_token = false;  // showed a token of the account, which may be anywhere
  // The last change of his account when he came in; nullopt: by no account.
  std::optional<std::chrono::system_clock::time_point> account_changed = std::nullopt;
};

}  // namespace triand::server

#pragma once

#include <string>

#include "daemon/server/role.hpp"

namespace triand::server {

// Who makes a request. On a route that is open to everybody the name is empty.
struct Caller {
  std::string name;  // the system user's on the control socket, the account's elsewhere
  Role role = Role::viewer;
  bool local = false;  // came over the control socket
};

}  // namespace triand::server

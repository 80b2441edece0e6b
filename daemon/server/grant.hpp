#pragma once

#include <string>
#include <vector>

#include "daemon/server/role.hpp"

namespace triand::server {

// What an account may do, and for which units.
struct Grant {
  Role role = Role::viewer;
  std::vector<std::string> units = {};  // code prefixes; empty: every unit
};

}  // namespace triand::server

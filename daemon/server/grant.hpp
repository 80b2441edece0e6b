#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "daemon/server/role.hpp"

namespace triand::server {

// What an account may do, and for which units.
struct Grant {
  Role role = Role::viewer;
  std::vector<std::string> units = {};                    // code prefixes; empty: every unit
  std::chrono::system_clock::time_point changed_at = {};  // the account's last change
};

}  // namespace triand::server

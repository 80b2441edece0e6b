#pragma once

#include <string>
#include <vector>

#include "daemon/store/time.hpp"

namespace triand::store {

// An account as people may see it: whether it has a password, never what is kept of it.
struct AccountRow {
  std::string name;
  std::string role;                // a word of the contract's section 5
  std::vector<std::string> units;  // prefixes, in their order; empty: every unit
  bool has_password = false;
  bool disabled = false;
  std::string created_by;  // empty: before that was kept
  TimePoint created_at;    // 1970: the same
  std::string changed_by;
  TimePoint changed_at;
};

}  // namespace triand::store

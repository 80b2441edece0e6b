#pragma once

#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

// What a log-in is judged by. Never shown.
struct LogInAccount {
  std::string name;
  std::string password_hash;  // as crypt(5) writes it; empty: without a password nobody logs in
  bool disabled = false;
  TimePoint changed_at;  // password, role, units or standing; a session of before is over
};

}  // namespace triand::store

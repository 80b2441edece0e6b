#pragma once

#include <cstdint>
#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

// An API token as people may see it, never what is kept of it.
struct TokenRow {
  std::int64_t id = 0;
  std::string name;  // what it is for
  std::string created_by;
  TimePoint created_at;
  TimePoint expires_at;
  TimePoint used_at;  // 1970: never; to the minute
};

// What a token that somebody shows is judged by. Never shown.
struct TokenInForce {
  std::int64_t id = 0;
  std::string hash;  // SHA-256, in hex
  std::string account;
  TimePoint expires_at;
};

}  // namespace triand::store

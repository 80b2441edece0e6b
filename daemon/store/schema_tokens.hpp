#pragma once

#include <string_view>

namespace triand::store {

// What programs show instead of a password, for the API over TCP. A token is random and long, so its SHA-256 keeps it as
// safe as a slow hash would. Whatever changes an account takes its tokens away.
inline constexpr std::string_view kTokens = R"sql(
CREATE TABLE api_token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- one that was revoked never means another
  hash TEXT NOT NULL UNIQUE,             -- SHA-256, in hex
  user_name TEXT NOT NULL REFERENCES user,
  name TEXT NOT NULL,                    -- what it is for
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE (user_name, name)
) STRICT;
)sql";

}  // namespace triand::store

#pragma once

#include <string_view>

namespace triand::store {

// Accounts: a role for everybody who is neither root nor the service's own user, on the control socket by the name of the
// system's user. Those that were there before are without a password and of every unit.
inline constexpr std::string_view kAccounts = R"sql(
ALTER TABLE user ADD COLUMN password TEXT NOT NULL DEFAULT '';  -- its hash as crypt(5) writes it; '': none
ALTER TABLE user ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
ALTER TABLE user ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE user ADD COLUMN changed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE user ADD COLUMN changed_at INTEGER NOT NULL DEFAULT 0;

-- What the role of an account is limited to. No row: it holds for every unit.
CREATE TABLE user_unit (
  user_name TEXT NOT NULL REFERENCES user,
  unit_id INTEGER NOT NULL REFERENCES unit,
  PRIMARY KEY (user_name, unit_id)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace triand::store

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/store/time.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

struct NewAccount {
  std::string name;
  std::string role;
  std::vector<std::string> units = {};  // prefixes; empty: every unit
  std::string password_hash = {};       // empty: without a password
};

// Who changes accounts, and when. Each change is audited in its own transaction, in which it is also asked whether who
// makes it may: Refused, when that is an account which is disabled or no administrator (any more), or which was changed
// since he came in. Two administrators who take each other's role at the same moment leave one.
struct AccountChange {
  std::string who;
  TimePoint now;
  bool above_accounts = false;  // whatever an account of that name says: root, or the service's own user
  // The last change of his account when he came in: a session or a log-in of before a new password makes nothing that
  // outlasts it. nullopt: he came in by no account.
  std::optional<TimePoint> account_changed = std::nullopt;
};

// WrongState: there is one of that name, in whatever letter case. NotFound: there is no such unit.
void add_account(WriteSession& session, const NewAccount& account, const AccountChange& by);

// An empty hash takes the password away. NotFound: there is no such account; so below.
void set_account_password(WriteSession& session, const std::string& name, const std::string& password_hash,
                          const AccountChange& by);

// The account itself changes its password, which it has just proved to know: `before` is the hash that fitted. Refused:
// somebody has changed or disabled the account meanwhile.
void set_own_password(WriteSession& session, const std::string& name, const std::string& before,
                      const std::string& password_hash, TimePoint now);

// nullopt leaves the units as they are. Refused: an administrator would be limited to units, or the last enabled
// administrator would give up being one.
void set_account_role(WriteSession& session, const std::string& name, const std::string& role,
                      const std::optional<std::vector<std::string>>& units, const AccountChange& by);

// WrongState: it is so already. Refused: the last enabled administrator would disable himself.
void set_account_disabled(WriteSession& session, const std::string& name, bool disabled,
                          const AccountChange& by);

}  // namespace triand::store

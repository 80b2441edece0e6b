#pragma once

#include <optional>
#include <string>

#include "daemon/store/account_writer.hpp"
#include "daemon/store/write_session.hpp"

namespace triand::store {

inline constexpr const char* kAdministrator = "admin";

// What an account is at the moment of a change, asked in the change's own transaction.
struct AccountStanding {
  std::string role;
  bool disabled = false;
  TimePoint changed_at;
};

[[nodiscard]] std::optional<AccountStanding> standing_if_any(WriteSession& session, const std::string& name);
// NotFound: there is no such account.
[[nodiscard]] AccountStanding standing_of(WriteSession& session, const std::string& name);

// What a request was let in by may have gone before its turn to write came: Refused, then. Accounts are never deleted, so
// whoever has none needs none.
void refuse_former_administrator(WriteSession& session, const AccountChange& by);
// The same for what everybody may do for his own account.
void refuse_former_self(WriteSession& session, const AccountChange& by);

}  // namespace triand::store

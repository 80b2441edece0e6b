#include "daemon/store/account_standing.hpp"

#include <utility>

#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

void refuse_changed(const AccountStanding& standing, const AccountChange& by) {
  if (by.account_changed && *by.account_changed != standing.changed_at)
    throw Refused("your account was changed meanwhile and nothing was done; log in again");
}

}  // namespace

std::optional<AccountStanding> standing_if_any(WriteSession& session, const std::string& name) {
  auto& find = session.prepare("SELECT role, disabled, changed_at FROM user WHERE name = ?");
  find.bind(1, name);
  std::optional<AccountStanding> out;
  if (find.executeStep())
    out = AccountStanding{find.getColumn(0).getString(), find.getColumn(1).getInt() != 0,
                          from_ms(find.getColumn(2).getInt64())};
  find.reset();
  return out;
}

AccountStanding standing_of(WriteSession& session, const std::string& name) {
  auto out = standing_if_any(session, name);
  if (!out) throw NotFound("there is no account " + name + "; the accounts are: trianctl users list");
  return std::move(*out);
}

void refuse_former_administrator(WriteSession& session, const AccountChange& by) {
  if (by.above_accounts) return;
  const auto standing = standing_if_any(session, by.who);
  if (!standing) return;
  if (standing->role != kAdministrator || standing->disabled)
    throw Refused("you are no administrator any more; nothing was changed");
  refuse_changed(*standing, by);
}

void refuse_former_self(WriteSession& session, const AccountChange& by) {
  if (by.above_accounts) return;
  if (const auto standing = standing_if_any(session, by.who)) refuse_changed(*standing, by);
}

}  // namespace triand::store

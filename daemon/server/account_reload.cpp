#include "daemon/server/account_reload.hpp"

#include <exception>
#include <string>
#include <utility>

namespace triand::server {

AccountReload::AccountReload(AccountBook& accounts, TokenBook& tokens, Lend reader, Log log)
    : accounts_(accounts), tokens_(tokens), reader_(std::move(reader)), log_(std::move(log)) {}

void AccountReload::changed() {
  const std::lock_guard lock(one_at_a_time_);
  read();
}

void AccountReload::try_again() {
  const std::lock_guard lock(one_at_a_time_);
  if (waits_) read();
}

void AccountReload::read() {
  try {
    const auto reader = reader_();
    // The tokens first: one that a change has ended must not be held against the account as it is after it.
    tokens_.load(*reader);
    accounts_.load(*reader);
  } catch (const std::exception& trouble) {
    accounts_.close();
    tokens_.close();
    if (!waits_.exchange(true))
      log_(LogLevel::error, "accounts_unread",
           "an account was changed and the accounts cannot be read, so nobody is let in by one: " +
               std::string(trouble.what()));
    return;
  }
  if (waits_.exchange(false)) log_(LogLevel::info, "accounts_read", "the accounts can be read again");
}

}  // namespace triand::server

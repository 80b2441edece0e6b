#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

#include "daemon/server/account_book.hpp"
#include "daemon/server/log.hpp"
#include "daemon/server/token_book.hpp"

namespace triand::server {

// Keeps what memory knows of accounts and tokens true to the store. A change that is committed and cannot be read back
// might have taken somebody's rights: until it can be, nobody is let in by an account. Any thread.
class AccountReload {
 public:
  using Lend = std::function<std::shared_ptr<store::Reader>()>;

  // The books outlive it.
  AccountReload(AccountBook& accounts, TokenBook& tokens, Lend reader, Log log);

  // Reads both books anew; whoever changed an account calls this before he is told that it is done. When it returns they
  // are as the store is, or closed. Throws nothing.
  void changed();

  // Whether the books are closed.
  [[nodiscard]] bool waits() const { return waits_; }
  // Reads them if they are; to be called again and again. Throws nothing.
  void try_again();

 private:
  void read();

  AccountBook& accounts_;
  TokenBook& tokens_;
  const Lend reader_;
  const Log log_;
  std::mutex one_at_a_time_;  // what was read later is put in place later
  std::atomic<bool> waits_{false};
};

}  // namespace triand::server

#include "daemon/server/token_book.hpp"

#include <utility>

#include "channels/digest.hpp"

namespace triand::server {

void TokenBook::load(store::Reader& reader) {
  std::map<std::string, Entry> entries;
  for (store::TokenInForce& token : reader.tokens_in_force())
    entries[token.hash] = Entry{token.id, std::move(token.account), token.expires_at};
  const std::lock_guard lock(mutex_);
  entries_.swap(entries);
  closed_ = false;
}

void TokenBook::close() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  closed_ = true;
}

bool TokenBook::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::optional<std::string> TokenBook::account_of(const std::string& token, Time now) {
  const std::string hash = channels::sha256_hex({token});
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(hash);
  if (found == entries_.end() || now >= found->second.expires_at) return std::nullopt;
  const std::int64_t id = found->second.id;
  const auto noted = noted_.find(id);
  if (noted == noted_.end() || now - noted->second >= kNoted) {
    noted_[id] = now;
    uses_[id] = now;
  }
  return found->second.account;
}

std::map<std::int64_t, TokenBook::Time> TokenBook::take_uses() {
  const std::lock_guard lock(mutex_);
  return std::exchange(uses_, {});
}

}  // namespace triand::server

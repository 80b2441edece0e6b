#include "daemon/server/account_book.hpp"

#include <utility>

namespace triand::server {

void AccountBook::load(store::Reader& reader) {
  std::map<std::string, Grant> grants;
  for (store::AccountRow& row : reader.accounts()) {
    const auto role = role_from(row.role);
    if (row.disabled || !role) continue;
    grants[row.name] = Grant{*role, std::move(row.units), row.changed_at};
  }
  const std::lock_guard lock(mutex_);
  grants_.swap(grants);
  closed_ = false;
}

void AccountBook::close() {
  const std::lock_guard lock(mutex_);
  grants_.clear();
  closed_ = true;
}

bool AccountBook::is_closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::optional<Grant> AccountBook::of(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = grants_.find(name);
  if (found == grants_.end()) return std::nullopt;
  return found->second;
}

}  // namespace triand::server

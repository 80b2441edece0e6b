#include "daemon/server/connection_count.hpp"

namespace triand::server {

bool ConnectionCount::take(const std::string& address) {
  if (open_ >= most_) return false;
  if (!address.empty()) {
    std::size_t& count = each_[address];
    if (count >= most_each_) return false;
    ++count;
  }
  ++open_;
  return true;
}

void ConnectionCount::give_back(const std::string& address) {
  --open_;
  if (address.empty()) return;
  const auto found = each_.find(address);
  if (--found->second == 0) each_.erase(found);
}

}  // namespace triand::server

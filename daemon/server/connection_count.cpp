#include "daemon/server/connection_count.hpp"

namespace triand::server {

bool ConnectionCount::take(const std::string& share) {
  if (open_ >= most_) return false;
  if (!share.empty()) {
    if (open_ + kept_ >= most_) return false;
    std::size_t& count = each_[share];
    if (count >= most_each_) return false;
    ++count;
  }
  ++open_;
  return true;
}

void ConnectionCount::give_back(const std::string& share) {
  --open_;
  if (share.empty()) return;
  const auto found = each_.find(share);
  if (--found->second == 0) each_.erase(found);
}

}  // namespace triand::server

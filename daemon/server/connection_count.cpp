#include "daemon/server/connection_count.hpp"

#include <utility>

namespace triand::server {

ConnectionCount::Place::Place(ConnectionCount& count, std::string share) noexcept
    : count_(&count), share_(std::move(share)) {}

ConnectionCount::Place::Place(Place&& other) noexcept
    : count_(std::exchange(other.count_, nullptr)), share_(std::move(other.share_)) {}

ConnectionCount::Place::~Place() {
  if (count_ != nullptr) count_->give_back(share_);
}

std::optional<ConnectionCount::Place> ConnectionCount::take(std::string share) {
  if (open_ >= most_) return std::nullopt;
  if (!share.empty()) {
    if (open_ + kept_ >= most_) return std::nullopt;
    std::size_t& count = each_[share];
    if (count >= most_each_) return std::nullopt;
    ++count;
  }
  ++open_;
  return Place(*this, std::move(share));
}

void ConnectionCount::give_back(const std::string& share) noexcept {
  --open_;
  if (share.empty()) return;
  const auto found = each_.find(share);
  if (--found->second == 0) each_.erase(found);
}

}  // namespace triand::server

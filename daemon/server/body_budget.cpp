#include "daemon/server/body_budget.hpp"

namespace triand::server {

bool BodyBudget::Share::grow_to(std::uint64_t bytes) {
  const Limits& limits = budget_->limits_;
  if (bytes <= limits.small) return true;
  const std::uint64_t more = bytes - held_;
  const std::uint64_t kept = client_.empty() ? 0 : limits.kept;
  if (budget_->held_ + more + kept > limits.most) return false;
  if (!client_.empty()) {
    const auto found = budget_->each_.find(client_);
    if ((found == budget_->each_.end() ? 0 : found->second) + more > limits.each) return false;
    budget_->each_[client_] += more;
  }
  budget_->held_ += more;
  held_ = bytes;
  return true;
}

void BodyBudget::Share::give_back() noexcept {
  if (held_ == 0) return;
  budget_->held_ -= held_;
  if (const auto found = budget_->each_.find(client_);
      found != budget_->each_.end() && (found->second -= held_) == 0)
    budget_->each_.erase(found);
  held_ = 0;
}

}  // namespace triand::server

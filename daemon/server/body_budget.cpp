#include "daemon/server/body_budget.hpp"

namespace triand::server {

bool BodyBudget::Share::grow_to(std::uint64_t bytes) noexcept {
  if (bytes <= budget_->small_) return true;
  const std::uint64_t more = bytes - held_;
  if (more > budget_->most_ - budget_->held_) return false;
  budget_->held_ += more;
  held_ = bytes;
  return true;
}

void BodyBudget::Share::give_back() noexcept {
  budget_->held_ -= held_;
  held_ = 0;
}

}  // namespace triand::server

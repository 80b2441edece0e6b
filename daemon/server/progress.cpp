#include "daemon/server/progress.hpp"

#include <utility>

namespace triand::server {

void Progress::set_total(std::int64_t total, std::string unit) {
  const std::lock_guard lock(mutex_);
  total_ = total;
  unit_ = std::move(unit);
}

Progress::State Progress::state() const {
  const std::lock_guard lock(mutex_);
  return {done_, total_, unit_, rows_};
}

}  // namespace triand::server

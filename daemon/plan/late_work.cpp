#include "daemon/plan/late_work.hpp"

#include <algorithm>
#include <limits>

#include "daemon/plan/forecast_lane.hpp"

namespace triand::plan {

void LateWork::gather(const Late& late) {
  for (auto known = late_.rbegin(); known != late_.rend() && known->due + kDust >= late.due; ++known) {
    if (known->channel != late.channel || known->unit != late.unit || known->chain != late.chain ||
        known->due > late.due + kDust)
      continue;
    known->amount += late.amount;
    return;
  }
  late_.push_back(late);
}

double LateWork::next() const {
  double next = std::numeric_limits<double>::infinity();
  for (const Late& late : late_) next = std::min(next, late.due);
  return next;
}

std::vector<LateWork::Late> LateWork::take_due(double now) {
  std::vector<Late> due;
  std::erase_if(late_, [&](const Late& late) {
    if (late.due > now + kDust) return false;
    due.push_back(late);
    return true;
  });
  return due;
}

}  // namespace triand::plan

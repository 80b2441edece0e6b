#include "daemon/domain/canary_spread.hpp"

#include <algorithm>
#include <numeric>

namespace triand::domain {

std::vector<std::int64_t> spread_canary(const std::vector<std::int64_t>& planned, std::int64_t size) {
  std::vector<std::size_t> order(planned.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t at) { return planned[at]; });
  const std::int64_t all = std::accumulate(planned.begin(), planned.end(), std::int64_t{0});
  std::vector<std::int64_t> out(planned.size(), 0);
  std::int64_t left = std::min(size, all);
  for (const std::size_t at : order) {
    if (left == 0 || planned[at] == 0) break;
    out[at] = 1;
    --left;
  }
  const std::int64_t rest = left;
  for (const std::size_t at : order) {
    const std::int64_t part =
        static_cast<std::int64_t>(static_cast<double>(rest) * static_cast<double>(planned[at]) /
                                  static_cast<double>(std::max<std::int64_t>(all, 1)));
    const std::int64_t more = std::min({part, planned[at] - out[at], left});
    out[at] += more;
    left -= more;
  }
  for (const std::size_t at : order) {
    const std::int64_t more = std::min(left, planned[at] - out[at]);
    out[at] += more;
    left -= more;
  }
  return out;
}

}  // namespace triand::domain

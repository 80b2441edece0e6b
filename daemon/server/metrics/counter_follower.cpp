#include "daemon/server/metrics/counter_follower.hpp"

namespace triand::server {

double CounterFollower::follow(const std::string& key, std::int64_t value) {
  const auto [at, fresh] = seen_.try_emplace(key, Seen{.last = looked_ ? 0 : value});
  Seen& seen = at->second;
  if (value > seen.last) seen.risen += value - seen.last;
  seen.last = value;
  return static_cast<double>(seen.risen);
}

}  // namespace triand::server

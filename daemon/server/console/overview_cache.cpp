#include "daemon/server/console/overview_cache.hpp"

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

namespace triand::server {

OverviewCache::Shared OverviewCache::of(const std::string& scope, schedule::SteadyTime now,
                                        const Make& make) {
  std::unique_lock lock(mutex_);
  std::erase_if(entries_,
                [&](const auto& entry) { return entry.second->ready && now - entry.second->since > kKept; });
  if (const auto known = entries_.find(scope); known != entries_.end()) {
    const auto made = known->second->made;
    lock.unlock();
    return made.get();
  }
  std::promise<Shared> promise;
  const auto entry = std::make_shared<Entry>(Entry{now, promise.get_future().share(), false});
  entries_.emplace(scope, entry);
  lock.unlock();
  Shared made;
  try {
    made = std::make_shared<const Overview>(make());
    promise.set_value(made);
  } catch (...) {
    promise.set_exception(std::current_exception());
  }
  lock.lock();
  entry->ready = true;
  if (made == nullptr || made->refused) entries_.erase(scope);
  lock.unlock();
  return entry->made.get();
}

std::string overview_scope(const Caller& caller) {
  std::vector<std::string> units = caller.units;
  std::sort(units.begin(), units.end());
  std::string out(to_string(caller.role));
  for (const std::string& unit : units) out += "\n" + unit;
  return out;
}

}  // namespace triand::server

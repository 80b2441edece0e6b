#include "daemon/domain/advertising_log.hpp"

#include <algorithm>

namespace triand::domain {

void AdvertisingLog::left(std::uint64_t address, std::int64_t delivery, Time at) {
  const std::lock_guard lock(mutex_);
  Entries& entries = entries_[address];
  auto place = std::find_if(entries.begin(), entries.end(),
                            [delivery](const Entry& entry) { return entry.delivery == delivery; });
  // Else an empty place, or the oldest one.
  if (place == entries.end())
    place = std::min_element(entries.begin(), entries.end(), [](const Entry& left, const Entry& right) {
      return (left.delivery == 0 ? Time::min() : left.at) < (right.delivery == 0 ? Time::min() : right.at);
    });
  *place = {delivery, at};
}

void AdvertisingLog::did_not_leave(std::uint64_t address, std::int64_t delivery) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(address);
  if (found == entries_.end()) return;
  for (Entry& entry : found->second)
    if (entry.delivery == delivery) entry = {};
}

std::optional<AdvertisingLog::Time> AdvertisingLog::not_before(std::uint64_t address, std::int64_t delivery,
                                                               Time now) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(address);
  if (found == entries_.end()) return std::nullopt;
  Time oldest = Time::max();
  for (const Entry& entry : found->second) {
    if (entry.delivery == 0 || entry.delivery == delivery || entry.at + kDay <= now) return std::nullopt;
    oldest = std::min(oldest, entry.at);
  }
  return oldest + kDay;
}

}  // namespace triand::domain

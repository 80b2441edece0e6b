#include "daemon/server/log_in_throttle.hpp"

#include <algorithm>

namespace triand::server {
namespace {

constexpr int kMostDoublings = 20;  // far beyond the longest wait, far below an overflow

std::chrono::seconds pause_after(int failures, int free) {
  if (failures < free) return std::chrono::seconds(0);
  const int doublings = std::min(failures - free, kMostDoublings);
  return std::min(LogInThrottle::kLongestWait, std::chrono::seconds(1LL << doublings));
}

// No two spellings of an account's name have waits of their own; what is longer than any name is one of those.
std::string folded(const std::string& account) {
  std::string out = account.substr(0, 65);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// An address has no blank.
std::string pair_of(const LogInThrottle::Try& tried) { return tried.address + " " + folded(tried.account); }

}  // namespace

std::chrono::seconds LogInThrottle::wait_of(const Book& book, const std::string& key, int free,
                                            schedule::SteadyTime now) {
  const auto found = book.find(key);
  if (found == book.end() || now - found->second.last >= kForgotten) return std::chrono::seconds(0);
  const auto left = found->second.last + pause_after(found->second.count, free) - now;
  return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(left));
}

void LogInThrottle::count(Book& book, const std::string& key, schedule::SteadyTime now) {
  const auto forgotten = [now](const auto& entry) { return now - entry.second.last >= kForgotten; };
  if (book.size() >= kMost && !book.contains(key)) {
    std::erase_if(book, forgotten);
    if (book.size() >= kMost)
      book.erase(std::min_element(book.begin(), book.end(), [](const auto& one, const auto& other) {
        return one.second.last < other.second.last;
      }));
  }
  Failures& failures = book[key];
  if (failures.count > 0 && now - failures.last >= kForgotten) failures.count = 0;
  ++failures.count;
  failures.last = now;
}

std::chrono::seconds LogInThrottle::wait(const Try& tried, schedule::SteadyTime now) const {
  if (!tried.device.empty())
    return std::max(wait_of(devices_, tried.device, kFree, now),
                    wait_of(known_, folded(tried.account), kFreeOfAccount, now));
  return std::max({wait_of(pairs_, pair_of(tried), kFree, now),
                   wait_of(addresses_, tried.address, kFreeOfAddress, now),
                   wait_of(accounts_, folded(tried.account), kFreeOfAccount, now)});
}

void LogInThrottle::failed(const Try& tried, schedule::SteadyTime now) {
  if (!tried.device.empty()) {
    count(devices_, tried.device, now);
    count(known_, folded(tried.account), now);
    return;
  }
  count(pairs_, pair_of(tried), now);
  count(addresses_, tried.address, now);
  count(accounts_, folded(tried.account), now);
}

void LogInThrottle::succeeded(const Try& tried) {
  if (tried.device.empty()) {
    pairs_.erase(pair_of(tried));
  } else {
    devices_.erase(tried.device);
  }
}

}  // namespace triand::server

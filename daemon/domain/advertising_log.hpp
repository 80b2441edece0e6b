#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>

namespace triand::domain {

// When advertising left for each address within the last day, over all campaigns: a telephone gets three messages in any
// 24 hours at most, and so does a mailbox (Decree 91/2020, article 13). An address is the hash of itself. Any thread.
class AdvertisingLog {
 public:
  using Time = std::chrono::system_clock::time_point;
  static constexpr std::size_t kMostADay = 3;
  static constexpr std::chrono::hours kDay{24};

  // A message left at that time, or may have. One that is sent again counts once, by its last time.
  void left(std::uint64_t address, std::int64_t delivery, Time at);
  // It certainly did not leave after all.
  void did_not_leave(std::uint64_t address, std::int64_t delivery);
  // The first moment at which that delivery's message may leave; nullopt: now.
  [[nodiscard]] std::optional<Time> not_before(std::uint64_t address, std::int64_t delivery, Time now) const;

 private:
  struct Entry {
    std::int64_t delivery = 0;  // 0: none
    Time at;
  };
  using Entries = std::array<Entry, kMostADay>;

  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, Entries> entries_;
};

}  // namespace triand::domain

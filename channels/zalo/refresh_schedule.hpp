#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "channels/zalo/token_pair.hpp"

namespace triand::channels {

// When a pair of tokens is to be renewed and how long it may be used. Pure; time comes in.
class RefreshSchedule {
 public:
  using Time = std::chrono::system_clock::time_point;

  // Renewed after four fifths of its life: what goes wrong can be tried again while the old token still works.
  [[nodiscard]] static Time due(const TokenPair& pair) {
    return at(pair.issued_at) + std::chrono::seconds(pair.lasts) * 4 / 5;
  }
  [[nodiscard]] static Time ends(const TokenPair& pair) {
    return at(pair.issued_at) + std::chrono::seconds(pair.lasts);
  }
  // After a failure: soon at first, then more seldom.
  [[nodiscard]] static std::chrono::milliseconds pause(int failures) {
    constexpr std::chrono::milliseconds kFirst(1000);
    constexpr std::chrono::milliseconds kLongest = std::chrono::minutes(5);
    return std::min(kFirst * (1 << std::clamp(failures - 1, 0, 10)), kLongest);
  }
  // A refresh token lasts three months; whether a renewal begins them anew is not known for certain.
  [[nodiscard]] static bool is_old(const TokenPair& pair, Time now) {
    constexpr std::chrono::hours kOld{75 * 24};
    return now - at(pair.refresh_issued_at) > kOld;
  }

 private:
  [[nodiscard]] static Time at(std::int64_t seconds) { return Time(std::chrono::seconds(seconds)); }
};

}  // namespace triand::channels

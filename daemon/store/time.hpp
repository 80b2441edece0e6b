#pragma once

#include <chrono>
#include <cstdint>

namespace triand::store {

using TimePoint = std::chrono::system_clock::time_point;

// Times stand in the database as milliseconds since 1970 (UTC).
inline std::int64_t to_ms(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
inline TimePoint from_ms(std::int64_t ms) { return TimePoint{std::chrono::milliseconds{ms}}; }

}  // namespace triand::store

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace triand::standin {

using TimePoint = std::chrono::system_clock::time_point;

// Milliseconds since 1970, the form Zalo writes times in.
[[nodiscard]] std::int64_t epoch_milliseconds(TimePoint time);

// RFC 3339 in UTC with milliseconds.
[[nodiscard]] std::string rfc3339(TimePoint time);

// Days and hour of the day in Vietnam, which is seven hours ahead of UTC all year.
struct VietnamTime {
  std::int64_t day = 0;  // days since 1970-01-01
  int hour = 0;
};
[[nodiscard]] VietnamTime vietnam_time(TimePoint time);

}  // namespace triand::standin

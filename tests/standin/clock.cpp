#include "tests/standin/clock.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace triand::standin {

std::int64_t epoch_milliseconds(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

std::string rfc3339(TimePoint time) {
  std::int64_t milliseconds = epoch_milliseconds(time);
  std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(seconds), milliseconds % 1000);
}

VietnamTime vietnam_time(TimePoint time) {
  constexpr std::int64_t kOffset = 7 * 3600;
  std::int64_t seconds = epoch_milliseconds(time) / 1000 + kOffset;
  return {seconds / 86400, static_cast<int>(seconds % 86400 / 3600)};
}

}  // namespace triand::standin

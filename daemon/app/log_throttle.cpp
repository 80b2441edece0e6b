#include "daemon/app/log_throttle.hpp"

namespace triand::app {

bool LogThrottle::take(server::LogLevel level, std::string_view event, schedule::SteadyTime now) {
  auto found = minutes_.find(event);
  if (found == minutes_.end()) found = minutes_.emplace(event, Minute{.begun = now}).first;
  Minute& minute = found->second;
  // One that has something to tell ends when that is told.
  if (now - minute.begun >= kMinute && minute.left_out == 0) minute = {.begun = now};
  if (minute.written < kEachMinute) {
    ++minute.written;
    return true;
  }
  minute.level = level;
  ++minute.left_out;
  return false;
}

std::vector<LogThrottle::LeftOut> LogThrottle::tell(schedule::SteadyTime now) {
  std::vector<LeftOut> out;
  std::erase_if(minutes_, [&](const auto& entry) {
    const auto& [event, minute] = entry;
    if (now - minute.begun < kMinute) return false;
    if (minute.left_out > 0) out.push_back({minute.level, event, minute.left_out});
    return true;
  });
  return out;
}

std::vector<LogThrottle::LeftOut> LogThrottle::tell_all() { return tell(schedule::SteadyTime::max()); }

}  // namespace triand::app

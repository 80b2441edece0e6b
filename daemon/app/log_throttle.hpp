#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/schedule/moment.hpp"
#include "daemon/server/log.hpp"

namespace triand::app {

// How many lines strangers may put into the log: of each event the first few within a minute, which its first line
// begins; the rest are counted, and told as one number when the minute is over. Pure; one thread at a time.
class LogThrottle {
 public:
  static constexpr int kEachMinute = 20;
  static constexpr std::chrono::seconds kMinute{60};

  struct LeftOut {
    server::LogLevel level;
    std::string event;
    std::int64_t lines;
  };

  // Whether a line of the event may be written now; if not, it is counted.
  [[nodiscard]] bool take(server::LogLevel level, std::string_view event, schedule::SteadyTime now);
  // What was left out in minutes that are over. Each line is told once.
  [[nodiscard]] std::vector<LeftOut> tell(schedule::SteadyTime now);
  // The same of minutes that are not over yet: before the log ends.
  [[nodiscard]] std::vector<LeftOut> tell_all();

 private:
  struct Minute {
    schedule::SteadyTime begun;
    int written = 0;
    server::LogLevel level = server::LogLevel::warning;
    std::int64_t left_out = 0;
  };

  // By event: a closed list.
  std::map<std::string, Minute, std::less<>> minutes_;
};

}  // namespace triand::app

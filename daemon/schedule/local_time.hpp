#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "daemon/schedule/time_zone.hpp"

namespace triand::schedule {

// "2026-12-18T07:30:00+07:00" (RFC 3339): how every document tells a time.
[[nodiscard]] std::string local_time(WallTime time, const TimeZone& zone);

// What local_time() wrote; nullopt: it is none.
[[nodiscard]] std::optional<WallTime> read_local_time(const std::string& text);

}  // namespace triand::schedule

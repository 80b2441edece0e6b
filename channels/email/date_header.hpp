#pragma once

#include <chrono>
#include <string>

namespace triand::channels::email {

// A time as the Date header wants it (RFC 5322 section 3.3), in Vietnam's time, which has had no summer time since
// 1975: "Fri, 18 Dec 2026 07:30:00 +0700".
[[nodiscard]] std::string date_header(std::chrono::system_clock::time_point at);

}  // namespace triand::channels::email

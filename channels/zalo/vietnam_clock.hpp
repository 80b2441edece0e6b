#pragma once

#include <chrono>

namespace triand::channels {

// Zalo counts days in Vietnam's time: UTC+7 all year since 1975.

// From `now` to the next moment of the day that is `at` after midnight in Vietnam; above zero, at most a day.
[[nodiscard]] std::chrono::milliseconds until_in_vietnam(std::chrono::system_clock::time_point now,
                                                         std::chrono::hours at);

}  // namespace triand::channels

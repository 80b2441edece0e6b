#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

#include "config/block.hpp"

namespace triand::config {

// The small languages of config values. Each returns nullopt for what it does not understand.

[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);
[[nodiscard]] std::optional<double> parse_number(std::string_view text);
// "250ms" "10s" "5min" "5m" "4h" "400d"
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
// "64kB" "32MB" "8GB" "1TB": bytes, a kB being 1024 of them
[[nodiscard]] std::optional<std::int64_t> parse_bytes(std::string_view text);
// "100/s" "60/min" "500/h" "2000/day"; the count is at least 1
[[nodiscard]] std::optional<Rate> parse_rate(std::string_view text);
// "07:30"; "24:00" is a day's end
[[nodiscard]] std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text);
// "07:30-20:30", from < to
[[nodiscard]] std::optional<Hours> parse_hours(std::string_view text);
// "5%" as 0.05, from 0% to 100%
[[nodiscard]] std::optional<double> parse_percent(std::string_view text);

}  // namespace triand::config

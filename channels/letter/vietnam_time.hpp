#pragma once

#include <chrono>
#include <string>

namespace triand::channels::letter {

// Vietnam's time is UTC+7 and has had no summer time since 1975.
using Time = std::chrono::system_clock::time_point;

// "20261218", the day in Vietnam.
[[nodiscard]] std::string day_digits(Time at);
// "2026-12-18T16:00:00+07:00", as date-time of RFC 3339 and of a PDF's metadata.
[[nodiscard]] std::string timestamp(Time at);
// The time of such a timestamp; the epoch if it is none.
[[nodiscard]] Time parse_timestamp(const std::string& text);
// "Hà Nội, ngày 18 tháng 12 năm 2026", two digits for days below 10 and for January and February (Decree 30/2020,
// appendix I); "Hà Nội, 18 December 2026" for language "en". Without a place the date begins with a capital.
[[nodiscard]] std::string letter_date(Time at, const std::string& place, const std::string& language);
// Midnight of that day in Vietnam.
[[nodiscard]] Time start_of_day(Time at);
// The first `minutes after midnight` in Vietnam that is later than `at`.
[[nodiscard]] Time next_cut_off(Time at, std::chrono::minutes after_midnight);

}  // namespace triand::channels::letter

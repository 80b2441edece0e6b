#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace triand::ctl {

[[nodiscard]] std::string thousands(std::int64_t number);  // 1.234.567
// "2026-12-18T07:30:00+07:00" → "2026-12-18 07:30:00": in the zone it came in. Anything else stays as it is.
[[nodiscard]] std::string calm_time(std::string_view time);
[[nodiscard]] std::string calm_duration(std::chrono::seconds time);  // "2 h 05 min", "3 min 20 s", "7 s"
// Columns that a text takes on a terminal: one for each code point (our texts are NFC).
[[nodiscard]] std::size_t width_of(std::string_view text);
// "in_doubt" → "in doubt"
[[nodiscard]] std::string words_of(std::string_view key);
[[nodiscard]] std::string percent_encoded(std::string_view text);
// One line of text that holds no control characters, so that nothing of a document can steer the terminal.
[[nodiscard]] std::string harmless(std::string_view text);

}  // namespace triand::ctl

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::templates {

// A calendar day the Vietnamese way, 18/12/2026, from 2026-12-18 or 18/12/2026 (also with '-', '/' or '.', days and
// months of one digit); a time may follow, as spreadsheets write it, and is left out. nullopt: no day of the calendar; years have
// four digits.
[[nodiscard]] std::optional<std::string> format_day(std::string_view value);

}  // namespace triand::templates

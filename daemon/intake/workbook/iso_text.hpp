#pragma once

#include <string>
#include <string_view>

namespace triand::intake {

// A day as XML writes it, for people: "2026-12-18T00:00:00" is "2026-12-18", "2026-12-18T07:30:00.000Z" is
// "2026-12-18 07:30:00". Others come back as they are.
[[nodiscard]] std::string day_of_iso(std::string_view text);
// A time of day as XML writes it: "PT07H30M00S" is "07:30:00".
[[nodiscard]] std::string time_of_iso(std::string_view text);

}  // namespace triand::intake

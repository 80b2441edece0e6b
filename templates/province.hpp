#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::templates {

// A name for comparing: lower case, no diacritics, single spaces, neither dots nor hyphens: "Thừa Thiên - Huế" to
// "thua thien hue".
[[nodiscard]] std::string plain_name(std::string_view name);

// The country, which may stand behind the province.
[[nodiscard]] bool is_viet_nam(std::string_view name);

// What the 63 provinces and cities of before 2025-07-01 became (Resolution 202/2025/QH15), and the 34 of today, which
// became themselves. `name`: with or without "Tỉnh", "T.", "Thành phố", "TP." in front, marks or not. The name of today
// without its kind, "Bắc Ninh"; nothing for what is no province.
[[nodiscard]] std::optional<std::string> province_of_today(std::string_view name);

}  // namespace triand::templates

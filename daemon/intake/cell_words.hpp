#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::intake {

// The words of the columns with a fixed vocabulary, in Vietnamese and English, with or without diacritics.

// Whether the customer refused: yes x 1 true có "từ chối" or a date; no 0 false không or nothing. Nullopt when it is
// unclear.
[[nodiscard]] std::optional<bool> read_opt_out(std::string_view cell);
// "vi" or "en"; "vi" for an empty cell; nullopt for every other language.
[[nodiscard]] std::optional<std::string> read_language(std::string_view cell);
// Lower-case words without diacritics, '_' between them; the Vietnamese names of the usual segments become
// household, business, large, policy, poor and near_poor.
[[nodiscard]] std::string read_segment(std::string_view cell);

// "#N/A", "#REF!" and the others that a formula leaves when it fails.
[[nodiscard]] bool is_spreadsheet_error(std::string_view cell);

}  // namespace triand::intake

#pragma once

#include <string>
#include <string_view>

namespace triand::templates {

// Vietnamese text in UTF-8: composition, case and diacritics. Pure functions, safe from any thread; ill-formed
// bytes become U+FFFD. ASCII takes a short way.

// Composed form (Unicode normalisation form C). Lists from macOS come decomposed: as an SMS the same sentence is
// then 190 units instead of 159.
[[nodiscard]] std::string nfc(std::string_view text);
// False for ill-formed UTF-8 too.
[[nodiscard]] bool is_nfc(std::string_view text);

[[nodiscard]] std::string to_upper(std::string_view text);
[[nodiscard]] std::string to_lower(std::string_view text);
// The first letter of each word upper, all others lower: "NGUYỄN ĐỨC AN" to "Nguyễn Đức An". Mechanical: an
// abbreviation (TNHH) loses its capitals as well.
[[nodiscard]] std::string to_title(std::string_view text);

// Without Vietnamese (and other Latin) marks, punctuation as in plain_punctuation(): "Nguyễn Đức Hường" to
// "Nguyen Duc Huong". đ and Đ have no Unicode decomposition and are mapped by hand, ₫ to d as well.
[[nodiscard]] std::string strip_diacritics(std::string_view text);

// The name a column goes by: lower case, no diacritics, each run of spaces, '_', '-' and '.' one '_', none at the
// ends: " MÃ  Khách-hàng " to "ma_khach_hang".
[[nodiscard]] std::string fold_name(std::string_view header);

}  // namespace triand::templates

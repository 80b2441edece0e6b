#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace triand::intake {

// How a text's letters are written as bytes.
enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, windows_1258, tcvn3, viscii };

[[nodiscard]] std::string_view to_string(Encoding encoding);  // "utf-8", "tcvn3"
// By its name in any letter case ("UTF-8", "cp1258", "TCVN5712"); nullopt for one that is not known.
[[nodiscard]] std::optional<Encoding> encoding_from(std::string_view name);
// Whether each byte stands for a letter or a mark, as before Unicode.
[[nodiscard]] bool is_legacy(Encoding encoding);

}  // namespace triand::intake

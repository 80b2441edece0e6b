#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace triand::templates {

// The text in at most `limit` characters (code points after NFC; at least 1). A longer one is cut behind a word
// where it has one, else inside the word, never inside a letter (a base and its marks, a joined emoji), and ends
// with '…', which counts. As a plain SMS '…' becomes "...": two characters more.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t limit);

}  // namespace triand::templates

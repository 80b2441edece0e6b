#pragma once

#include <string_view>

namespace triand::intake {

// Whether a word, in small letters and composed UTF-8, is built as Vietnamese syllables are: a beginning, a rime that
// occurs, one tone at most. Knows no words: "hường" and "hưởng" are as good as each other, "hoò" is not.
[[nodiscard]] bool is_vietnamese_syllable(std::u32string_view word);

}  // namespace triand::intake

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triand::plan {

// Texts as the law's rules look at them (law.hpp): lower case, without diacritics, one blank where there is any white space.
using Lines = std::vector<std::pair<int, std::string>>;  // from 1 on

// The template's own words: what stands in braces is the customer's or the campaign's. Lines stay lines.
[[nodiscard]] std::string own_words(std::string_view text);
[[nodiscard]] Lines lines_of(std::string_view text);

// The lines in one, so that a phrase is found however it is broken.
struct Whole {
  explicit Whole(const Lines& lines);

  std::string text;
  std::vector<int> line_at;  // of each byte
};

[[nodiscard]] bool is_word_char(char c);
// Whether the phrase stands in the text as words of its own.
[[nodiscard]] bool has_phrase(std::string_view text, std::string_view phrase);
// Each line in which the phrase begins and, where that may be, is not denied.
[[nodiscard]] std::vector<int> lines_with(const Whole& whole, std::string_view phrase, bool may_be_denied);

}  // namespace triand::plan

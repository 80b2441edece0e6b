#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace triand::channels::letter {

// One paragraph of a letter: its text without marks, and where it is bold. Line ends inside it are kept.
struct Paragraph {
  struct Span {
    std::size_t from = 0;  // bytes of `text`
    std::size_t to = 0;
    bool operator==(const Span&) const = default;
  };
  std::string text;
  std::vector<Span> bold;

  bool operator==(const Paragraph&) const = default;
};

// Parts a text at blank lines; `**` switches bold on and off inside a paragraph, and one without a partner stays as
// it is.
[[nodiscard]] std::vector<Paragraph> paragraphs_of(std::string_view text);

}  // namespace triand::channels::letter

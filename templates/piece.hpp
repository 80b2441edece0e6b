#pragma once

#include <string_view>
#include <vector>

namespace triand::templates {

// A stretch of a template's source. `content` points into the source.
struct Piece {
  enum class Kind {
    text,
    placeholder,  // between `{{` and `}}`
    statement,    // between `{%` and `%}`
    unclosed,     // an opening mark without its closing mark on the same line; content is the opening mark
  };

  Kind kind = Kind::text;
  std::string_view content;
  int line = 0;
};

// Splits a source into its pieces, in order. Quotes hide closing marks. A single brace is text, and so is a closing
// mark that was not opened (style sheets are full of them). A statement alone on its line takes the line with it.
[[nodiscard]] std::vector<Piece> split_template(std::string_view source, int first_line);

}  // namespace triand::templates

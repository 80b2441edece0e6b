#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/server/console/literal.hpp"
#include "daemon/server/report/svg_chart.hpp"

namespace triand::server {

// Writes an HTML page. Names of tags and attributes are literals of the program; every value and every text is escaped
// here, so no page can forget it. One thread.
class Html {
 public:
  struct Attribute {
    Literal name;
    std::string_view value = {};  // "": as in `required`
    bool present = true;          // false: it is left out
  };
  using Attributes = std::initializer_list<Attribute>;

  // Begins an element; close() ends the innermost one and throws std::logic_error when there is none.
  Html& open(Literal tag, Attributes attributes = {});
  Html& close();
  // An element without content: meta, link, input.
  Html& leaf(Literal tag, Attributes attributes = {});
  Html& text(std::string_view words);
  // open, text, close.
  Html& element(Literal tag, std::string_view words, Attributes attributes = {});
  // As it is: whatever made it has escaped what it was given.
  Html& picture(const Svg& svg);

  // The page, from its doctype on. Throws std::logic_error while an element is open.
  [[nodiscard]] std::string page() const;

 private:
  void begin(Literal tag, Attributes attributes);

  std::string out_;
  std::vector<std::string_view> open_;
};

// For text and for quoted attributes: & < > " ' are escaped; what is no UTF-8 and control characters besides tab and
// new line become U+FFFD.
[[nodiscard]] std::string escaped_html(std::string_view text);

}  // namespace triand::server

#pragma once

#include <string_view>

namespace triand::templates {

// How HTML and XML write a character that would end a text or a quoted value; empty for one that stands for itself.
[[nodiscard]] constexpr std::string_view html_entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

}  // namespace triand::templates

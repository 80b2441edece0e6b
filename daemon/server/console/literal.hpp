#pragma once

#include <cstddef>
#include <string_view>

namespace triand::server {

// A text that stands in the program's own source: nothing that was read, typed or stored can become one.
class Literal {
 public:
  template <std::size_t Size>
  consteval Literal(const char (&text)[Size]) : text_(text, Size - 1) {}

  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

}  // namespace triand::server

#pragma once

#include <optional>
#include <string_view>

namespace triand::templates {

// Reads the words and marks inside `{{ }}` or `{% %}` from left to right, skipping the spaces between them.
class TagReader {
 public:
  explicit TagReader(std::string_view content);

  // Letters up to a space or one of | : " { }; empty when none is next.
  std::string_view word();
  // Takes the mark if it is next.
  bool take(char mark);
  // "…" without its quotes; nullopt when no quote is next or it is not closed.
  std::optional<std::string_view> quoted();
  // What has not been read yet.
  [[nodiscard]] std::string_view rest() const { return rest_; }
  [[nodiscard]] bool done() const { return rest_.empty(); }
  // Everything up to the next `|` that is not quoted.
  std::string_view up_to_next_filter();

 private:
  void advance(std::size_t bytes);

  std::string_view rest_;
};

}  // namespace triand::templates

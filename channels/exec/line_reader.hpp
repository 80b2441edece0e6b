#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace triand::channels::exec {

// Makes lines of the bytes that a program writes. Never keeps more than the longest line that is taken.
class LineReader {
 public:
  // `too_long`: the line was longer; this is its beginning, the rest is left out.
  using Line = std::function<void(std::string_view text, bool too_long)>;

  LineReader(std::size_t longest, Line line) : longest_(longest), line_(std::move(line)) {}

  void feed(std::string_view bytes);
  // No more will come: what has no line end is a line as well.
  void finish();

 private:
  void end_line();

  std::size_t longest_;
  Line line_;
  std::string begun_;
  bool too_long_ = false;
};

}  // namespace triand::channels::exec

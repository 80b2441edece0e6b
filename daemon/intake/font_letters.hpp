#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// Finds texts that were typed in a font such as .VnTime: what is stored are western letters ("NguyÔn ThÞ Hång"), which
// only that font draws as Vietnamese. They are good Unicode and would go out as they are stored. Gathers a sample and
// judges it by its letters, as TCVN3 is found out in a file of bytes.
class FontLetters {
 public:
  void add(std::string_view text);
  // Nullopt: what is stored is what is meant.
  [[nodiscard]] std::optional<ListProblem> problem() const;

 private:
  void add_line(std::string_view line);

  std::string sample_;  // lines of western letters, some beyond ASCII
  std::string bytes_;   // the same as a western program would write them
  std::size_t western_lines_ = 0;
  std::size_t other_lines_ = 0;  // with letters that are none of those
};

}  // namespace triand::intake

#pragma once

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
  std::string sample_;  // lines with letters beyond ASCII
};

}  // namespace triand::intake

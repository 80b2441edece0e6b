#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/intake/list_problem.hpp"

namespace triand::intake {

// Finds texts that were typed in a font such as .VnTime ("NguyÔn ThÞ Hång") or VNI-Times ("Nguyeãn Thò Hoàng"): what is
// stored are western letters, which only that font draws as Vietnamese. They are good Unicode and would go out as they
// are stored. Gathers a sample and judges it by its letters, as TCVN3 is found out in a file of bytes.
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

// The same of a text that is not UTF-8: the fonts of VNI stand on the western encoding of Windows, for which nothing here
// decodes. `best`: how much the best of the encodings that are decoded makes Vietnamese of the sample.
[[nodiscard]] std::optional<ListProblem> vni_in_bytes(std::string_view sample, double best);

}  // namespace triand::intake

#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "daemon/intake/font_letters.hpp"
#include "daemon/intake/list_reading.hpp"

namespace triand::intake {

// What the first of two passes over a sheet found. The first only looks whether the sheet is whole and within the
// limits, so that a damaged one is refused before any of its rows is taken.
struct SheetSurvey {
  std::uint64_t hidden_rows = 0;
  std::uint64_t hidden_columns = 0;
  // Where cells that reach over several rows begin (line, column), and their last line.
  std::map<std::pair<std::uint64_t, std::size_t>, std::uint64_t> merged;
  std::uint64_t merged_cells = 0;

  FontLetters letters;

  void tell(ListFacts& facts) const;
};

}  // namespace triand::intake

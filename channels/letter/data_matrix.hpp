#pragma once

#include <string_view>
#include <vector>

namespace triand::channels::letter {

// A text as a square DataMatrix (ECC 200), for the scanner of whoever opens returned letters.
struct DataMatrix {
  // A run of dark modules in one row, counted from the top left.
  struct Run {
    int column;
    int row;
    int length;
  };
  int side = 0;  // modules
  std::vector<Run> runs;
};

// `text`: letters and digits, at most 32. Throws std::runtime_error for what has no code.
[[nodiscard]] DataMatrix data_matrix(std::string_view text);

}  // namespace triand::channels::letter

#pragma once

#include <string>
#include <vector>

namespace triand::config {

// One fault in a file that somebody wrote: where it is, what is wrong and what would be right.
// Bad input is a value, never an exception; whoever reads a file collects all of its problems.
struct Problem {
  std::string file;
  int line = 0;         // 1 is the first; 0: the file as a whole
  std::string key;      // dotted path ("channels.sms.rate"), or empty
  std::string message;  // a sentence with the remedy

  // `FILE:LINE: KEY: message`; line and key are left out where there are none.
  [[nodiscard]] std::string to_string() const;

  bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

}  // namespace triand::config

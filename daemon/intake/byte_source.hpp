#pragma once

#include <cstddef>
#include <span>

namespace triand::intake {

// Where a list's bytes come from, front to back. Used by one thread.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills a part of `buffer` (not empty) and says how much; 0 is the end. May block. Throws std::system_error
  // when reading fails.
  virtual std::size_t read(std::span<char> buffer) = 0;
};

}  // namespace triand::intake

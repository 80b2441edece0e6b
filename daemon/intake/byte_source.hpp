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
  // The regular file that the bytes come from, for whoever has to read it in another order; -1 when there is none.
  [[nodiscard]] virtual int descriptor() const { return -1; }
};

}  // namespace triand::intake

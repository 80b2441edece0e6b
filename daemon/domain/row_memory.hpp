#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "daemon/domain/customer.hpp"

namespace triand::domain {

// Remembers which customer codes a list has named already and whether with the same data, in 16 bytes of memory a
// customer and room for as many again: a list may hold eleven million. Two codes are taken for one with a probability of
// about 0.000003 in such a list. Used by one thread.
class RowMemory {
 public:
  enum class Before : std::uint8_t { never, same, other };

  // How the code was seen before. The data that was seen first is what later rows are compared with.
  Before remember(const Customer& customer);
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  struct Row {
    std::uint64_t code = 0;  // 0: an empty place
    std::uint64_t data = 0;
  };
  [[nodiscard]] Row& place_of(std::uint64_t code);
  void grow();

  std::vector<Row> rows_;
  std::size_t size_ = 0;
};

}  // namespace triand::domain

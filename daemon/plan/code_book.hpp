#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triand::plan {

// A growing list of customer codes that come in order, kept small: each is stored as what differs from the one
// before, some five bytes for a real code, so that the codes of 11 million customers stay far below 100 MB.
class CodeBook {
 public:
  // The code's number, counted from 0. Any order is kept rightly; only a sorted one is kept small.
  std::uint32_t add(std::string_view code);
  [[nodiscard]] std::string at(std::uint32_t number) const;

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] std::size_t bytes() const;  // of memory held

 private:
  // Each page starts anew, so that reading one code back decodes no more than a page.
  std::vector<std::string> pages_;
  std::string last_;
  std::uint32_t size_ = 0;
};

}  // namespace triand::plan

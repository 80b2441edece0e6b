#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace triand::intake {

// Remembers what the few different texts of a column mean (units, segments, languages), so that each is folded
// once and not eleven million times. Bounded: it forgets everything when it is full.
template <typename Meaning>
class CellCache {
 public:
  // The reference is valid until the next call.
  template <typename Read>
  const Meaning& get(std::string_view cell, const Read& read) {
    const auto found = meanings_.find(cell);
    if (found != meanings_.end()) return found->second;
    if (meanings_.size() >= kMost || cell.size() > kLongest) meanings_.clear();
    return meanings_.emplace(std::string(cell), read(cell)).first->second;
  }

 private:
  static constexpr std::size_t kMost = 4096;
  static constexpr std::size_t kLongest = 256;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  std::unordered_map<std::string, Meaning, Hash, std::equal_to<>> meanings_;
};

}  // namespace triand::intake

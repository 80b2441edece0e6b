#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace triand::fuzz {

// Makes broken inputs of whole ones: the same for the same seed on every machine. A flipped bit, another byte, a cut, a
// doubling, a piece of another input, or a few of these together.
class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  // `other`: where spliced pieces come from; may be the input itself. Not longer than `kLongest`, or than the input.
  [[nodiscard]] std::string changed(std::string_view input, std::string_view other);

  static constexpr std::size_t kLongest = 64 * 1024;

 private:
  // Below `end`, which is not 0. Not by a distribution of the library's: those differ.
  std::size_t below(std::size_t end) { return random_() % end; }
  void change_once(std::string& text, std::string_view other);

  std::mt19937 random_;
};

}  // namespace triand::fuzz

#pragma once

#include <cstdint>
#include <string_view>

namespace triand::standin {

// The finaliser of SplitMix64: spreads any number evenly over 64 bits.
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

// The same for a text on every machine and in every run, unlike std::hash.
[[nodiscard]] constexpr std::uint64_t fingerprint(std::string_view text, std::uint64_t seed = 0) {
  std::uint64_t value = 0xCBF29CE484222325U ^ mix(seed);
  for (char letter : text) value = (value ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
  return mix(value ^ text.size());
}

}  // namespace triand::standin

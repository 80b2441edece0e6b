#pragma once

#include <stdexcept>
#include <string>

namespace triand::fuzz {

// What a target says of any bytes: throws std::logic_error when it does not hold. Nobody catches it in the fuzzer.
inline void must(bool holds, const char* what) {
  if (!holds) throw std::logic_error(std::string("it does not hold that ") + what);
}

}  // namespace triand::fuzz

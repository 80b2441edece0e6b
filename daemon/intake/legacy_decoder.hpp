#pragma once

#include <string>
#include <string_view>

#include "daemon/intake/encoding.hpp"

namespace triand::intake {

// Turns bytes of Windows-1258, TCVN3 or VISCII into UTF-8 while they come. A byte that stands for nothing becomes
// U+FFFD, so that its row is rejected and shown. The letters may come decomposed. Used by one thread.
class LegacyDecoder {
 public:
  // Throws std::system_error when the system's converters are missing.
  explicit LegacyDecoder(Encoding encoding);
  LegacyDecoder(const LegacyDecoder&) = delete;
  LegacyDecoder& operator=(const LegacyDecoder&) = delete;
  ~LegacyDecoder();

  // Appends to `out`. A letter at the end may be held back: a mark may follow it.
  void decode(std::string_view bytes, std::string& out);
  // At the end of input.
  void finish(std::string& out);

 private:
  // Says whether all of the input was taken; if not, it now begins with a byte that stands for nothing.
  bool convert(char** input, std::size_t* left, std::string& out);

  void* converter_;
};

// All of a text at once.
[[nodiscard]] std::string decoded(Encoding encoding, std::string_view bytes);

}  // namespace triand::intake

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/intake/encoding.hpp"
#include "daemon/intake/legacy_decoder.hpp"

namespace triand::intake {

// Turns a list's bytes into UTF-8 while they come. What claims to be UTF-8 is handed on unchecked: whether a row is
// well-formed is judged row by row. Used by one thread.
class TextDecoder {
 public:
  // The encoding that the first bytes show by a byte order mark, or UTF-16 by its NULs (customer-files.md, section 1);
  // nullopt when they show none. Wants the first 4 KB, or the whole list if it is shorter.
  [[nodiscard]] static std::optional<Encoding> marked(std::string_view first_bytes);

  // `first_bytes` are those that go to decode() first: a byte order mark in them is dropped.
  TextDecoder(Encoding encoding, std::string_view first_bytes);

  // Appends to `out`.
  void decode(std::string_view bytes, std::string& out);
  // At the end of input: half a UTF-16 character becomes U+FFFD, a letter that was held back is let go.
  void finish(std::string& out);

 private:
  void take_unit(std::uint16_t unit, std::string& out);

  Encoding encoding_;
  std::optional<LegacyDecoder> legacy_;
  std::size_t skip_ = 0;  // bytes of the byte order mark still to drop
  int half_unit_ = -1;    // the first byte of a UTF-16 unit whose second is still to come
  std::uint16_t high_surrogate_ = 0;
};

}  // namespace triand::intake

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace triand::intake {

// Turns a list's bytes into UTF-8 while they come: UTF-8 with and without BOM, UTF-16 little and big endian with
// BOM or known by its NULs (customer-files.md, section 1). What claims to be UTF-8 is handed on unchecked: whether
// a row is well-formed is judged row by row.
class TextDecoder {
 public:
  // Bytes that detect() wants to see, or the whole list if it is shorter.
  static constexpr std::size_t kSampleSize = 4096;

  // Decides by the list's first bytes. Call once, before decode(), with the same bytes that go there first.
  void detect(std::string_view first_bytes);
  // Appends to `out`.
  void decode(std::string_view bytes, std::string& out);
  // At the end of input: half a UTF-16 character becomes U+FFFD.
  void finish(std::string& out);

 private:
  enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big };

  void take_unit(std::uint16_t unit, std::string& out);

  Encoding encoding_ = Encoding::utf8;
  std::size_t skip_ = 0;  // bytes of the BOM still to drop
  int half_unit_ = -1;    // the first byte of a UTF-16 unit whose second is still to come
  std::uint16_t high_surrogate_ = 0;
};

}  // namespace triand::intake

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace triand::channels::smpp {

// Numbers on the wire are big-endian.
void append_u8(std::string& out, std::uint8_t value);
void append_u16(std::string& out, std::uint16_t value);
void append_u32(std::string& out, std::uint32_t value);
// The text and a zero byte.
void append_c_string(std::string& out, std::string_view text);

[[nodiscard]] std::uint32_t u32_at(std::string_view bytes, std::size_t at);  // the four bytes must be there

// Reads a body from front to back. Past the end, or where a field is too long, it reads zeros and is no longer ok().
class OctetReader {
 public:
  explicit OctetReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8();
  std::uint16_t u16();
  std::string bytes(std::size_t count);
  // At most `longest` characters before the zero byte.
  std::string c_string(std::size_t longest);

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::size_t count);

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace triand::channels::smpp

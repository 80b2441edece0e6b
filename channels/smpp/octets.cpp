#include "channels/smpp/octets.hpp"

namespace triand::channels::smpp {

void append_u8(std::string& out, std::uint8_t value) { out += static_cast<char>(value); }

void append_u16(std::string& out, std::uint16_t value) {
  append_u8(out, static_cast<std::uint8_t>(value >> 8U));
  append_u8(out, static_cast<std::uint8_t>(value & 0xFFU));
}

void append_u32(std::string& out, std::uint32_t value) {
  append_u16(out, static_cast<std::uint16_t>(value >> 16U));
  append_u16(out, static_cast<std::uint16_t>(value & 0xFFFFU));
}

void append_c_string(std::string& out, std::string_view text) {
  out += text;
  out += '\0';
}

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

std::string_view OctetReader::take(std::size_t count) {
  if (!ok_ || rest_.size() < count) {
    ok_ = false;
    return {};
  }
  const std::string_view out = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return out;
}

std::uint8_t OctetReader::u8() {
  const std::string_view one = take(1);
  return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one.front());
}

std::uint16_t OctetReader::u16() {
  const std::uint16_t high = u8();
  return static_cast<std::uint16_t>(high << 8U | u8());
}

std::string OctetReader::bytes(std::size_t count) { return std::string(take(count)); }

std::string OctetReader::c_string(std::size_t longest) {
  const std::size_t end = rest_.find('\0');
  if (!ok_ || end == std::string_view::npos || end > longest) {
    ok_ = false;
    return {};
  }
  const std::string_view out = take(end + 1);
  return std::string(out.substr(0, end));
}

}  // namespace triand::channels::smpp

#include "daemon/intake/utf8_check.hpp"

#include <cstdint>
#include <cstring>

namespace triand::intake {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

unsigned char byte(std::string_view text, std::size_t position) {
  return static_cast<unsigned char>(text[position]);
}

bool continues(std::string_view text, std::size_t position) {
  return position < text.size() && (byte(text, position) & 0xC0) == 0x80;
}

// Bytes of the well-formed character at `at`, whose first byte is not ASCII; 0 when it is ill-formed.
std::size_t character_at(std::string_view text, std::size_t at) {
  const unsigned char first = byte(text, at);
  if (first < 0xC2 || first > 0xF4 || !continues(text, at + 1)) return 0;
  if (first < 0xE0) return 2;
  const unsigned char second = byte(text, at + 1);
  if (!continues(text, at + 2)) return 0;
  if (first < 0xF0) {
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F)) return 0;
    return 3;
  }
  if ((first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F)) return 0;
  return continues(text, at + 3) ? 4 : 0;
}

// The first byte from `at` that is not ASCII, or the end.
std::size_t past_ascii(std::string_view text, std::size_t at) {
  while (at + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & 0x8080808080808080U) != 0) break;
    at += sizeof eight;
  }
  while (at < text.size() && byte(text, at) < 0x80) ++at;
  return at;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = past_ascii(text, 0); at < text.size(); at = past_ascii(text, at)) {
    const std::size_t length = character_at(text, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

bool has_lost_characters(std::string_view text) { return text.find(kReplacement) != std::string_view::npos; }

std::string with_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = byte(text, at) < 0x80 ? 1 : character_at(text, at);
    if (length == 0) {
      out += kReplacement;
      ++at;
    } else {
      out += text.substr(at, length);
      at += length;
    }
  }
  return out;
}

}  // namespace triand::intake

#include "daemon/domain/blank.hpp"

namespace triand::domain {
namespace {

unsigned char byte(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0;
}

std::size_t unseen_at(std::string_view text, std::size_t position) {
  const std::size_t blank = blank_at(text, position);
  return blank != 0 ? blank : zero_width_at(text, position);
}

}  // namespace

std::size_t blank_at(std::string_view text, std::size_t position) {
  if (position >= text.size()) return 0;
  const unsigned char first = byte(text, position);
  if (first <= ' ' || first == 0x7F) return 1;
  if (first < 0x80) return 0;
  const unsigned char second = byte(text, position + 1);
  if (first == 0xC2) return second == 0xA0 || second == 0x85 ? 2 : 0;
  const unsigned char third = byte(text, position + 2);
  if (first == 0xE2 && second == 0x80)
    return (third >= 0x80 && third <= 0x8A) || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0;
  if (first == 0xE2 && second == 0x81) return third == 0x9F ? 3 : 0;
  if (first == 0xE1 && second == 0x9A) return third == 0x80 ? 3 : 0;
  if (first == 0xE3 && second == 0x80) return third == 0x80 ? 3 : 0;
  return 0;
}

std::size_t zero_width_at(std::string_view text, std::size_t position) {
  const unsigned char first = byte(text, position);
  if (first < 0x80) return 0;
  const unsigned char second = byte(text, position + 1);
  if (first == 0xC2) return second == 0xAD ? 2 : 0;
  const unsigned char third = byte(text, position + 2);
  if (first == 0xE2 && second == 0x80)
    return (third >= 0x8B && third <= 0x8F) || (third >= 0xAA && third <= 0xAE) ? 3 : 0;
  if (first == 0xE2 && second == 0x81) return third >= 0xA0 && third <= 0xA9 ? 3 : 0;
  if (first == 0xEF && second == 0xBB) return third == 0xBF ? 3 : 0;
  return 0;
}

std::string_view trim(std::string_view text) {
  while (const std::size_t length = unseen_at(text, 0)) text.remove_prefix(length);
  while (!text.empty()) {
    // A character starts at the last byte that is no continuation byte.
    std::size_t start = text.size() - 1;
    while (start > 0 && (byte(text, start) & 0xC0) == 0x80) --start;
    if (unseen_at(text, start) != text.size() - start) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

}  // namespace triand::domain

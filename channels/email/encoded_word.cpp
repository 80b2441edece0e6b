#include "channels/email/encoded_word.hpp"

#include <algorithm>

#include "channels/email/base64.hpp"

namespace triand::channels::email {
namespace {

// 45 bytes are 60 characters of base64; with `=?UTF-8?B?` and `?=` 72 of the 75 that RFC 2047 section 2 allows.
constexpr std::size_t kBytesPerWord = 45;
// The longest header line RFC 5322 section 2.1.1 recommends, less a name like "Reply-To: ".
constexpr std::size_t kPlainLength = 64;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// How many of the first `limit` bytes end at a UTF-8 boundary.
std::size_t whole_sequences(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text.size();
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return limit;
}

std::string words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = whole_sequences(text, kBytesPerWord);
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base64(text.substr(0, length)) + "?=";
    text.remove_prefix(length);
  }
  return out;
}

bool can_stay(std::string_view text) {
  return text.size() <= kPlainLength && is_ascii(text) && text.find("=?") == std::string_view::npos;
}

}  // namespace

std::string encoded_text(std::string_view text) {
  const bool bordered = !text.empty() && (text.front() == ' ' || text.back() == ' ');
  return can_stay(text) && !bordered ? std::string(text) : words(text);
}

std::string encoded_phrase(std::string_view name) {
  if (!can_stay(name)) return words(name);
  const bool atoms = std::all_of(name.begin(), name.end(), [](char c) {
    return c == ' ' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
  });
  if (atoms) return std::string(name);
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace triand::channels::email

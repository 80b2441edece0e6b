#include "channels/email/part.hpp"

#include <algorithm>
#include <cstdint>

#include <unicode/utf8.h>

#include "channels/email/base64.hpp"

namespace triand::channels::email {
namespace {

constexpr std::size_t kMaxLine = 998;

bool acceptable(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 point = 0;
    U8_NEXT(bytes, at, length, point);
    if ((point < 0x20 && point != '\n' && point != '\r' && point != '\t') || point == 0x7F) return false;
  }
  return true;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32 + 2);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' || text[at] == '\n') {
      if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
      out += "\r\n";
    } else {
      out += text[at];
    }
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

bool seven_bit(std::string_view lines, std::string_view boundary) {
  if (std::any_of(lines.begin(), lines.end(), [](char c) { return (c & 0x80) != 0; })) return false;
  if (!boundary.empty() && lines.find(boundary) != std::string_view::npos) return false;
  for (std::size_t start = 0; start < lines.size();) {
    const std::size_t end = lines.find("\r\n", start);
    if (end - start > kMaxLine) return false;
    start = end + 2;
  }
  return true;
}

}  // namespace

std::optional<std::string> text_part(std::string_view media_type, std::string_view text,
                                     std::string_view boundary) {
  if (!acceptable(text)) return std::nullopt;
  const std::string lines = with_crlf(text);
  const bool plain = seven_bit(lines, boundary);
  std::string out =
      "Content-Type: " + std::string(media_type) + "; charset=utf-8\r\nContent-Transfer-Encoding: ";
  out += plain ? "7bit\r\n\r\n" : "base64\r\n\r\n";
  return out + (plain ? lines : base64_lines(lines));
}

}  // namespace triand::channels::email

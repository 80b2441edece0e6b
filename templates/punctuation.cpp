#include "templates/punctuation.hpp"

#include <optional>

#include "templates/utf8.hpp"

namespace triand::templates {
namespace {

// nullopt: keep the character.
std::optional<std::string_view> replacement(char32_t c) {
  if (c >= 0x2000 && c <= 0x200A) return " ";
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return "";
  switch (c) {
    case 0x00A0:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return " ";
    case 0x00AD:
    case 0x200B:
    case 0x200C:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
      return "";
    case 0x00B4:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
      return "'";
    case 0x00AB:
    case 0x00BB:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
      return "\"";
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2022:
    case 0x2212:
      return "-";
    case 0x2026:
      return "...";
    default:
      return std::nullopt;
  }
}

}  // namespace

std::string plain_punctuation(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;  // from here on nothing was replaced
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    // What is no text reads as U+FFFD, and is written so.
    const auto instead = c == 0xFFFD ? std::optional<std::string_view>("\xEF\xBF\xBD") : replacement(c);
    if (!instead) continue;
    out.append(text, kept, begin - kept).append(*instead);
    kept = at;
  }
  return out.append(text, kept);
}

}  // namespace triand::templates

#include "templates/mask.hpp"

#include <algorithm>

#include <unicode/uchar.h>

#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

constexpr std::size_t kShownFirst = 4;
constexpr std::size_t kShownLast = 3;
constexpr std::size_t kShort = 8;

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += next_code_point(text, at);
  return out;
}

std::string utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_code_point(out, c);
  return out;
}

// The digits of a telephone in its national form, or empty.
std::u32string telephone(std::u32string_view text) {
  std::u32string digits;
  for (const char32_t c : text) {
    if (c >= U'0' && c <= U'9')
      digits += c;
    else if (std::u32string_view(U"+ .-()").find(c) == std::u32string_view::npos)
      return {};
  }
  if (text.starts_with(U"+84")) digits.replace(0, 2, U"0");
  return digits.size() > kShort ? digits : std::u32string();
}

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

std::string initials(std::u32string_view text) {
  std::string out;
  bool in_word = false;
  for (const char32_t c : text) {
    if (!in_word && !is_space(c)) {
      if (!out.empty()) out += ' ';
      append_code_point(out, c);
      out += '.';
    }
    in_word = !is_space(c);
  }
  return out;
}

}  // namespace

std::string mask(std::string_view value) {
  const std::u32string text = code_points(nfc(value));
  if (text.empty()) return {};
  const std::size_t at = text.rfind(U'@');
  if (at != std::u32string::npos && at > 0) return utf8(text.substr(0, 1)) + "***" + utf8(text.substr(at));
  if (const std::u32string digits = telephone(text); !digits.empty())
    return utf8(digits.substr(0, kShownFirst)) + " *** " + utf8(digits.substr(digits.size() - kShownLast));
  if (std::ranges::any_of(text, is_space)) return initials(text);
  if (text.size() <= kShort) return utf8(text.substr(0, 1)) + "***";
  return utf8(text.substr(0, kShownFirst)) + "***" + utf8(text.substr(text.size() - kShownLast));
}

}  // namespace triand::templates

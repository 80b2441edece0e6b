#include "templates/vietnamese.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "templates/punctuation.hpp"
#include "templates/utf8.hpp"

namespace triand::templates {
namespace {

constexpr const char* kLocale = "vi";

void check(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
}

const icu::Normalizer2& normalizer(bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found =
      compose ? icu::Normalizer2::getNFCInstance(status) : icu::Normalizer2::getNFDInstance(status);
  check(status);
  return *found;
}

icu::StringPiece piece(std::string_view text) {
  if (text.size() > static_cast<std::size_t>(INT32_MAX)) throw std::length_error("text of more than 2 GB");
  return {text.data(), static_cast<std::int32_t>(text.size())};
}

icu::UnicodeString normalized(std::string_view text, bool compose) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out = normalizer(compose).normalize(icu::UnicodeString::fromUTF8(piece(text)), status);
  check(status);
  return out;
}

using CaseFunction = void (*)(const char*, std::uint32_t, icu::StringPiece, icu::ByteSink&, icu::Edits*,
                              UErrorCode&);

std::string change_case(std::string_view text, CaseFunction function) {
  std::string out;
  out.reserve(text.size() + 8);
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  function(kLocale, 0, piece(text), sink, nullptr, status);
  check(status);
  // ICU hands ill-formed bytes through, and a few letters of other scripts come out decomposed.
  return nfc(out);
}

char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string mapped(std::string_view text, char (*map)(char)) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), map);
  return out;
}

bool inside_word(UChar32 c) {
  return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0 || c == '\'' || c == 0x2019;
}

bool parts_names(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '_' || c == '-' || c == '.';
}

std::string strip_by_decomposition(std::string_view text) {
  // Composed first: a few punctuation marks have a second code point that is another one's only in NFC.
  const icu::UnicodeString apart = normalized(plain_punctuation(nfc(text)), false);
  std::string out;
  out.reserve(text.size());
  for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
    const UChar32 c = apart.char32At(at);
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    switch (c) {
      case 0x0111:
      case 0x20AB:
        out += 'd';
        break;
      case 0x0110:
        out += 'D';
        break;
      default:
        append_code_point(out, static_cast<char32_t>(c));
    }
  }
  // Composed again: other scripts (Korean) came apart as well.
  return nfc(out);
}

// By code point: the one ASCII character that a character strips to, or 0.
using StripTable = std::array<char, 0x2100>;

const StripTable& strip_table() {
  static const StripTable table = [] {
    StripTable out{};
    for (char32_t c = 0; c < out.size(); ++c) {
      std::string letter;
      append_code_point(letter, c);
      const std::string stripped = strip_by_decomposition(letter);
      if (stripped.size() == 1) out[c] = stripped.front();
    }
    return out;
  }();
  return table;
}

}  // namespace

bool is_nfc(std::string_view text) {
  if (is_ascii(text)) return true;
  UErrorCode status = U_ZERO_ERROR;
  const bool normal = normalizer(true).isNormalizedUTF8(piece(text), status);
  check(status);
  if (!normal) return false;
  std::int32_t at = 0;
  const auto length = static_cast<std::int32_t>(text.size());
  while (at < length) {
    UChar32 code_point = 0;
    U8_NEXT(text.data(), at, length, code_point);
    if (code_point < 0) return false;
  }
  return true;
}

std::string nfc(std::string_view text) {
  if (is_nfc(text)) return std::string(text);
  std::string out;
  normalized(text, true).toUTF8String(out);
  return out;
}

std::string to_upper(std::string_view text) {
  return is_ascii(text) ? mapped(text, ascii_upper) : change_case(text, icu::CaseMap::utf8ToUpper);
}

std::string to_lower(std::string_view text) {
  return is_ascii(text) ? mapped(text, ascii_lower) : change_case(text, icu::CaseMap::utf8ToLower);
}

std::string to_title(std::string_view text) {
  const std::string composed = nfc(text);
  std::string out;
  out.reserve(composed.size());
  bool in_word = false;
  for (std::size_t at = 0; at < composed.size();) {
    const auto c = static_cast<UChar32>(next_code_point(composed, at));
    append_code_point(out, static_cast<char32_t>(in_word ? u_tolower(c) : u_totitle(c)));
    in_word = inside_word(c);
  }
  // A few letters are composed with their mark in one case only: "H" and a macron below are "ẖ".
  return nfc(out);
}

std::string strip_diacritics(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  const StripTable& table = strip_table();
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const char stripped = c < table.size() ? table[c] : '\0';
    if (stripped == '\0') return strip_by_decomposition(text);
    out += stripped;
  }
  return out;
}

std::string fold_name(std::string_view header) {
  std::string out;
  bool parted = false;
  for (const char c : strip_diacritics(to_lower(header))) {
    if (parts_names(c)) {
      parted = true;
      continue;
    }
    if (parted && !out.empty()) out += '_';
    parted = false;
    out += c;
  }
  return out;
}

}  // namespace triand::templates

#include "daemon/intake/vni_letters.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

struct Mark {
  char32_t stored;               // behind a small letter; behind a capital it is the capital
  std::u32string_view combines;  // with what it stands behind
  std::u32string_view behind;    // small letters
};

constexpr std::u32string_view kTonedVowels = U"aeouyôö";

// The marks of VNI-Windows. A tone alone, a circumflex with a tone, a breve with a tone.
constexpr std::array<Mark, 17> kMarks = {{
    {U'ù', U"\u0301", kTonedVowels},
    {U'ø', U"\u0300", kTonedVowels},
    {U'û', U"\u0309", kTonedVowels},
    {U'õ', U"\u0303", kTonedVowels},
    {U'ï', U"\u0323", kTonedVowels},
    {U'â', U"\u0302", U"aeo"},
    {U'á', U"\u0302\u0301", U"aeo"},
    {U'à', U"\u0302\u0300", U"aeo"},
    {U'å', U"\u0302\u0309", U"aeo"},
    {U'ã', U"\u0302\u0303", U"aeo"},
    {U'ä', U"\u0302\u0323", U"aeo"},
    {U'ê', U"\u0306", U"a"},
    {U'é', U"\u0306\u0301", U"a"},
    {U'è', U"\u0306\u0300", U"a"},
    {U'ú', U"\u0306\u0309", U"a"},
    {U'ü', U"\u0306\u0303", U"a"},
    {U'ë', U"\u0306\u0323", U"a"},
}};

struct Whole {
  char32_t stored;
  std::u32string_view means;
};

constexpr std::array<Whole, 7> kWholes = {{{U'æ', U"i\u0309"},
                                           {U'ó', U"i\u0303"},
                                           {U'ò', U"i\u0323"},
                                           {U'ñ', U"đ"},
                                           {U'ô', U"o\u031B"},
                                           {U'ö', U"u\u031B"},
                                           {U'î', U"y\u0323"}}};

// Latin-1 alone.
char32_t small(char32_t c) {
  const bool capital = (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
  return capital ? c + 0x20 : c;
}

void append_letter(char32_t c, std::string& out) {
  const bool capital = small(c) != c;
  const auto found =
      std::find_if(kWholes.begin(), kWholes.end(), [c](const Whole& one) { return one.stored == small(c); });
  if (found == kWholes.end()) {
    templates::append_code_point(out, c);
    return;
  }
  for (std::size_t i = 0; i < found->means.size(); ++i) {
    const char32_t part = found->means[i];
    const char32_t upper = part == U'đ' ? U'Đ' : part - 0x20;
    templates::append_code_point(out, i == 0 && capital ? upper : part);
  }
}

const Mark* mark_behind(char32_t letter, char32_t c) {
  const auto found = std::find_if(kMarks.begin(), kMarks.end(), [&](const Mark& mark) {
    return mark.stored == small(c) && mark.behind.find(small(letter)) != std::u32string_view::npos;
  });
  return found == kMarks.end() ? nullptr : &*found;
}

}  // namespace

std::string read_vni(std::string_view text) {
  std::string out;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = templates::next_code_point(text, at);
    if (const Mark* mark = mark_behind(before, c)) {
      for (const char32_t part : mark->combines) templates::append_code_point(out, part);
      before = 0;
      continue;
    }
    append_letter(c, out);
    before = c;
  }
  return templates::nfc(out);
}

}  // namespace triand::intake

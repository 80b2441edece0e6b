#include "daemon/intake/vietnamese_syllable.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace triand::intake {
namespace {

// Of a syllable; the last is none.
constexpr std::u32string_view kBeginnings[] = {
    U"ngh", U"ch", U"gh", U"gi", U"kh", U"ng", U"nh", U"ph", U"qu", U"th", U"tr", U"b", U"c", U"d",
    U"đ",   U"g",  U"h",  U"k",  U"l",  U"m",  U"n",  U"p",  U"r",  U"s",  U"t",  U"v", U"x", U""};

constexpr std::u32string_view kRimes =
    U"a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ăk âc âm ân âng âp ât âu ây e ec em en eng "
    U"eo ep et "
    U"ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oa oac oach oai "
    U"oam oan oang "
    U"oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn "
    U"ông ôp ôt "
    U"ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut "
    U"uy uya "
    U"uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y ych "
    U"yên yêng "
    U"yêt yêu yêm ynh yt yn êng";

// Each vowel and its five tones.
constexpr std::u32string_view kVowels =
    U"aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ";
constexpr std::size_t kTones = 6;

const std::vector<std::u32string_view>& rimes() {
  static const std::vector<std::u32string_view> sorted = [] {
    std::vector<std::u32string_view> out;
    for (std::u32string_view rest = kRimes; !rest.empty();) {
      const std::size_t end = std::min(rest.find(U' '), rest.size());
      out.push_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    std::sort(out.begin(), out.end());
    return out;
  }();
  return sorted;
}

}  // namespace

bool is_vietnamese_syllable(std::u32string_view word) {
  constexpr std::size_t kLongest = 7;  // "nghiêng"
  if (word.empty() || word.size() > kLongest) return false;
  std::u32string plain;
  std::size_t tones = 0;
  for (const char32_t c : word) {
    const std::size_t at = kVowels.find(c);
    const bool vowel = at != std::u32string_view::npos;
    plain += vowel ? kVowels[at - at % kTones] : c;
    if (vowel && at % kTones != 0) ++tones;
  }
  if (tones > 1) return false;
  const std::u32string_view whole = plain;
  return std::any_of(std::begin(kBeginnings), std::end(kBeginnings), [whole](std::u32string_view beginning) {
    return whole.starts_with(beginning) &&
           std::binary_search(rimes().begin(), rimes().end(), whole.substr(beginning.size()));
  });
}

}  // namespace triand::intake

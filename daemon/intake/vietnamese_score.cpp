#include "daemon/intake/vietnamese_score.hpp"

#include <cstddef>
#include <string>

#include "daemon/intake/vietnamese_syllable.hpp"
#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr std::string_view kSmall = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
// Signs beyond ASCII that stand in lists of any language.
constexpr std::string_view kNeutral = " –—‘’“”•…₫€°²³½×";

constexpr double kStrange = -2;
constexpr double kInnerCapital = -0.5;

struct Letters {
  std::u32string small = code_points(kSmall);
  std::u32string capital = code_points(templates::to_upper(kSmall));  // in the same order
  std::u32string neutral = code_points(kNeutral);

  static std::u32string code_points(std::string_view text) {
    std::u32string out;
    for (std::size_t at = 0; at < text.size();) out += templates::next_code_point(text, at);
    return out;
  }
};

// Counts the words with letters beyond ASCII and how many of them are syllables.
class Words {
 public:
  void add(char32_t letter) {
    word_ += letter;
    telling_ = telling_ || letter >= 0x80;
  }
  void end() {
    if (telling_) ++count_;
    if (telling_ && is_vietnamese_syllable(word_)) ++syllables_;
    word_.clear();
    telling_ = false;
  }
  [[nodiscard]] double share() const {
    return count_ == 0 ? 0 : static_cast<double>(syllables_) / static_cast<double>(count_);
  }

 private:
  std::u32string word_;
  bool telling_ = false;
  std::size_t count_ = 0;
  std::size_t syllables_ = 0;
};

}  // namespace

double vietnamese_score(std::string_view text) {
  static const Letters letters;
  double sum = 0;
  std::size_t counted = 0;
  bool after_small = false;
  Words words;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = templates::next_code_point(text, at);
    const std::size_t capital_at = letters.capital.find(c);
    const bool capital = (c >= U'A' && c <= U'Z') || capital_at != std::u32string::npos;
    const bool small = (c >= U'a' && c <= U'z') || letters.small.find(c) != std::u32string::npos;
    const bool strange = c >= 0x80 && !small && !capital && letters.neutral.find(c) == std::u32string::npos;
    if (c >= 0x80 && (small || capital || strange)) {
      ++counted;
      sum += strange ? kStrange : 1;
    }
    if (capital && after_small) sum += kInnerCapital;
    after_small = small;
    if (!small && !capital && !strange)
      words.end();
    else if (capital_at != std::u32string::npos)
      words.add(letters.small[capital_at]);
    else
      words.add(capital ? c - U'A' + U'a' : c);
  }
  words.end();
  return counted == 0 ? 0 : (sum / static_cast<double>(counted) + words.share()) / 2;
}

}  // namespace triand::intake

#include "templates/sms_parts.hpp"

#include <catch2/catch.hpp>

#include "templates/gsm7.hpp"
#include "templates/utf8.hpp"
#include "templates/vietnamese.hpp"

using namespace triand::templates;

namespace {

constexpr auto kGsm7 = SmsParts::Coding::gsm7;
constexpr auto kUcs2 = SmsParts::Coding::ucs2;

struct Row {
  std::string unit;
  int times;
  SmsParts::Coding coding;
  int units;
  int parts;
};

std::string repeated(std::string_view unit, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += unit;
  return out;
}

}  // namespace

TEST_CASE("a text splits into parts as measured") {
  const Row row =
      GENERATE(Row{"A", 160, kGsm7, 160, 1}, Row{"A", 161, kGsm7, 161, 2}, Row{"A", 306, kGsm7, 306, 2},
               Row{"A", 307, kGsm7, 307, 3}, Row{"A", 459, kGsm7, 459, 3}, Row{"A", 460, kGsm7, 460, 4},
               Row{"€", 80, kGsm7, 160, 1}, Row{"€", 81, kGsm7, 162, 2}, Row{"€", 153, kGsm7, 306, 3},
               Row{"đ", 70, kUcs2, 70, 1}, Row{"đ", 71, kUcs2, 71, 2}, Row{"đ", 134, kUcs2, 134, 2},
               Row{"đ", 135, kUcs2, 135, 3}, Row{"😀", 35, kUcs2, 70, 1}, Row{"😀", 36, kUcs2, 72, 2},
               Row{"😀", 67, kUcs2, 134, 3}, Row{"café", 1, kGsm7, 4, 1}, Row{"à è é ì ò ù", 1, kGsm7, 11, 1},
               Row{"Cà phê", 1, kUcs2, 6, 1}, Row{"À", 1, kUcs2, 1, 1}, Row{"ok’", 1, kUcs2, 3, 1},
               Row{"", 1, kGsm7, 0, 1});
  CAPTURE(row.unit, row.times);
  const SmsParts counted = sms_parts(repeated(row.unit, row.times));
  CHECK(counted.coding == row.coding);
  CHECK(counted.units == row.units);
  CHECK(counted.parts == row.parts);
  CHECK(counted.offenders.empty() == (row.coding == kGsm7));
}

TEST_CASE("the measured sample takes three parts with diacritics and one without") {
  const std::string sample =
      "EVNNPC trân trọng cảm ơn Quý khách hàng đã tin tưởng và đồng hành cùng ngành Điện. Kính chúc Quý "
      "khách và "
      "gia đình sức khỏe, bình an, hạnh phúc. CSKH: 19006769";
  const std::string plain =
      "EVNNPC tran trong cam on Quy khach hang da tin tuong va dong hanh cung nganh Dien. Kinh chuc Quy "
      "khach va "
      "gia dinh suc khoe, binh an, hanh phuc. CSKH: 19006769";
  CHECK(strip_diacritics(sample) == plain);
  const SmsParts marked = sms_parts(sample);
  CHECK(marked.coding == kUcs2);
  CHECK(marked.units == 159);
  CHECK(marked.parts == 3);
  CHECK(sms_parts(plain) == SmsParts{kGsm7, 159, 1, {}});
}

TEST_CASE("offenders are named once, in the text's order") {
  CHECK(sms_parts("đi đâu? Ơ đây!").offenders == "đâƠ");
  CHECK(sms_parts("gia 5 € {ok}").offenders.empty());
  CHECK(sms_parts("tab\t").offenders == "\t");
}

TEST_CASE("ill-formed bytes count as replacement characters") {
  CHECK(sms_parts("a\xFF").coding == kUcs2);
  CHECK(sms_parts("a\xFF").units == 2);
}

TEST_CASE("of the accented Vietnamese letters GSM-7 has only seven") {
  const std::string letters =
      "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
      "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";
  std::string found;
  int all = 0;
  for (std::size_t at = 0; at < letters.size();) {
    const char32_t c = next_code_point(letters, at);
    ++all;
    const bool gsm7 = gsm7_septets(c) > 0;
    if (gsm7) append_code_point(found, c);
    // And each of them fills parts as its coding says.
    std::string letter;
    append_code_point(letter, c);
    CAPTURE(letter);
    const int one = gsm7 ? 160 : 70;
    const int each = gsm7 ? 153 : 67;
    for (const auto& [times, parts] :
         {std::pair(1, 1), std::pair(one, 1), std::pair(one + 1, 2), std::pair(2 * each, 2),
          std::pair(2 * each + 1, 3), std::pair(3 * each, 3), std::pair(3 * each + 1, 4)}) {
      const SmsParts counted = sms_parts(repeated(letter, times));
      CHECK(counted.coding == (gsm7 ? kGsm7 : kUcs2));
      CHECK(counted.units == times);
      CHECK(counted.parts == parts);
    }
  }
  CHECK(all == 134);
  CHECK(found == "àèéìòùÉ");
}

TEST_CASE("GSM-7 has 127 characters besides ESC and ten more in the extension") {
  int basic = 0;
  int extension = 0;
  for (char32_t c = 0; c < 0x11000; ++c) {
    basic += gsm7_basic(c) ? 1 : 0;
    extension += gsm7_extension(c) ? 1 : 0;
    CHECK_FALSE((gsm7_basic(c) && gsm7_extension(c)));
  }
  CHECK(basic == 127);
  CHECK(extension == 10);
}

TEST_CASE("GSM-7 septets stand where the standard puts them") {
  const auto [c, septet] = GENERATE(table<char32_t, int>({{U'@', 0x00},
                                                          {U'\n', 0x0A},
                                                          {U'\r', 0x0D},
                                                          {U'Δ', 0x10},
                                                          {U'_', 0x11},
                                                          {U'É', 0x1F},
                                                          {U' ', 0x20},
                                                          {U'$', 0x02},
                                                          {U'¤', 0x24},
                                                          {U'0', 0x30},
                                                          {U'A', 0x41},
                                                          {U'§', 0x5F},
                                                          {U'¿', 0x60},
                                                          {U'z', 0x7A},
                                                          {U'à', 0x7F}}));
  CHECK(gsm7_basic(c) == septet);
}

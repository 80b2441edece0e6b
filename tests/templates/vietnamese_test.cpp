#include "templates/vietnamese.hpp"

#include <catch2/catch.hpp>

#include "templates/utf8.hpp"

using namespace triand::templates;

namespace {

struct Row {
  std::string in;
  std::string out;
};

// ễ as e + circumflex + tilde.
const std::string kDecomposedName = "Nguye\u0302\u0303n Thi\u0323 Ho\u0302\u0300ng \u0110a\u0300o";
const std::string kName = "Nguyễn Thị Hồng Đào";

}  // namespace

TEST_CASE("decomposed Vietnamese is composed") {
  CHECK(nfc(kDecomposedName) == kName);
  CHECK(nfc(kName) == kName);
  CHECK(nfc("plain") == "plain");
  CHECK(nfc("").empty());
  CHECK(is_nfc(kName));
  CHECK_FALSE(is_nfc(kDecomposedName));
}

TEST_CASE("bytes that are no UTF-8 become replacement characters") {
  CHECK_FALSE(is_nfc("\xC3"));
  CHECK(nfc("a\xC3") == "a\uFFFD");
  CHECK(strip_diacritics("\xFF!") == "\uFFFD!");
  CHECK(to_upper("a\xFF") == "A\uFFFD");
}

TEST_CASE("diacritics are stripped as measured") {
  const Row row =
      GENERATE(Row{"Nguyễn Đức Hường", "Nguyen Duc Huong"}, Row{"Đặng Thị Ngọc Ánh", "Dang Thi Ngoc Anh"},
               Row{"ĐIỆN LỰC BẮC NINH", "DIEN LUC BAC NINH"}, Row{"café", "cafe"}, Row{"1.000 ₫", "1.000 d"},
               Row{"“Tri ân” – 2026…", "\"Tri an\" - 2026..."}, Row{"a\u00A0b\u200Bc", "a bc"},
               Row{"ASCII only", "ASCII only"}, Row{"김 😀", "김 😀"}, Row{"", ""});
  CHECK(strip_diacritics(row.in) == row.out);
  CHECK(strip_diacritics(strip_diacritics(row.in)) == row.out);
}

TEST_CASE("stripping a decomposed name gives the same") {
  CHECK(strip_diacritics(kDecomposedName) == "Nguyen Thi Hong Dao");
}

TEST_CASE("a letter strips to the same whether it stands alone or beside what has no short way") {
  for (char32_t c = 0x20; c < 0x2100; ++c) {
    std::string letter;
    append_code_point(letter, c);
    CAPTURE(letter);
    // The emoji sends the whole text the long way.
    REQUIRE(strip_diacritics(letter + "😀") == strip_diacritics(letter) + "😀");
  }
}

TEST_CASE("every Vietnamese letter strips to one ASCII letter of the same case") {
  const std::string letters =
      "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
      "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ";
  const std::string plain =
      "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"
      "AAAAAAAAAAAAAAAAAEEEEEEEEEEEIIIIIOOOOOOOOOOOOOOOOOUUUUUUUUUUUYYYYYD";
  REQUIRE(plain.size() == 134);
  CHECK(strip_diacritics(letters) == plain);
}

TEST_CASE("case follows Vietnamese letters") {
  CHECK(to_upper("điện lực bắc ninh") == "ĐIỆN LỰC BẮC NINH");
  CHECK(to_lower("ĐIỆN LỰC BẮC NINH") == "điện lực bắc ninh");
  CHECK(to_upper("abc xyz 1") == "ABC XYZ 1");
  CHECK(to_lower("ABC XYZ 1") == "abc xyz 1");
}

TEST_CASE("title case starts each word with a capital") {
  const Row row =
      GENERATE(Row{"NGUYỄN ĐỨC AN", "Nguyễn Đức An"}, Row{"đặng thị ngọc ánh", "Đặng Thị Ngọc Ánh"},
               Row{"công-ty (điện)", "Công-Ty (Điện)"}, Row{"", ""}, Row{"o'neil 2nd", "O'neil 2nd"});
  CHECK(to_title(row.in) == row.out);
}

TEST_CASE("a header is folded to the name of its column") {
  const Row row =
      GENERATE(Row{" MÃ  Khách-hàng ", "ma_khach_hang"}, Row{"Họ tên", "ho_ten"}, Row{"MA_KHANG", "ma_khang"},
               Row{"So.tien", "so_tien"}, Row{"__a__b__", "a_b"}, Row{"Điện\u00A0thoại", "dien_thoai"},
               Row{"Quà tặng (đ)", "qua_tang_(d)"}, Row{" ._-", ""});
  CHECK(fold_name(row.in) == row.out);
  CHECK(fold_name(fold_name(row.in)) == row.out);
}

TEST_CASE("ASCII is told from the rest at every length and place") {
  for (std::size_t length = 0; length < 40; ++length) {
    std::string text(length, 'x');
    CHECK(is_ascii(text));
    for (std::size_t at = 0; at < length; ++at) {
      text[at] = '\x80';
      CHECK_FALSE(is_ascii(text));
      text[at] = 'x';
    }
  }
}

TEST_CASE("a change of case leaves text composed") { CHECK(to_title("AH\u0331") == "A\u1E96"); }

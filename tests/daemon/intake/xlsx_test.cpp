#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "daemon/intake/workbook/shared_strings.hpp"
#include "tests/daemon/intake/workbook_fixture.hpp"

namespace triand::intake {
namespace {

using Row = std::vector<std::string>;

// One cell in A1 of a sheet whose styles are those of the table below.
std::string cell(const std::string& attributes, const std::string& inside) {
  const Xlsx book{
      .rows = "<row r=\"1\"><c r=\"A1\" " + attributes + ">" + inside + "</c></row>",
      .strings =
          "<si><t>đầu</t></si><si><r><t>Nguyễn </t></r><r><rPr/><t>Đức</t></r><rPh><t>x</t></rPh></si>"
          "<si><t>a_x000D_b_x005F_x000D_</t></si><si/>",
      .formats =
          "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"
          "<numFmt numFmtId=\"165\" formatCode=\"0000000000\"/>"
          "<numFmt numFmtId=\"166\" formatCode=\"#,##0&quot; đồng&quot;\"/>"
          "<numFmt numFmtId=\"167\" formatCode=\"[$-42A]d mmmm yyyy\"/>"
          "<numFmt numFmtId=\"168\" formatCode=\"[h]:mm\"/>",
      .styles =
          "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
          "<xf numFmtId=\"166\"/><xf numFmtId=\"167\"/><xf numFmtId=\"168\"/><xf numFmtId=\"22\"/>"};
  const ReadWorkbook read(book.bytes());
  REQUIRE_FALSE(read.problem);
  if (read.rows.empty()) return "";
  return read.rows[0][0];
}

}  // namespace

TEST_CASE("cells of an .xlsx are read as a person would type them") {
  struct Case {
    std::string attributes;
    std::string inside;
    std::string text;
  };
  const std::vector<Case> cases = {
      {"t=\"s\"", "<v>0</v>", "đầu"},
      {"t=\"s\"", "<v>1</v>", "Nguyễn Đức"},
      {"t=\"s\"", "<v>2</v>", "a\rb_x000D_"},
      {"t=\"s\"", "<v>3</v>", ""},
      {"t=\"s\"", "<v>99</v>", "\xEF\xBF\xBD"},
      {"t=\"s\"", "<v>x</v>", "\xEF\xBF\xBD"},
      {"t=\"inlineStr\"", "<is><r><t>a</t></r><r><t xml:space=\"preserve\"> b</t></r></is>", "a b"},
      {"t=\"str\"", "<f>A2&amp;\"x\"</f><v>kết quả</v>", "kết quả"},
      {"t=\"b\"", "<v>1</v>", "true"},
      {"t=\"b\"", "<v>0</v>", "false"},
      {"t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>", "#DIV/0!"},
      {"t=\"d\"", "<v>2026-12-18T00:00:00</v>", "2026-12-18"},
      {"t=\"d\"", "<v>2026-12-18T07:30:00.000Z</v>", "2026-12-18 07:30:00"},
      {"", "<v>905123456</v>", "905123456"},
      {"", "<v>9.05123456E8</v>", "905123456"},
      {"", "<v>84912345678</v>", "84912345678"},
      {"", "<v>8.4912345678E10</v>", "84912345678"},
      {"", "<v>12345678901234567</v>", "12345678901234567"},
      {"", "<v>0.1</v>", "0.1"},
      {"", "<v>1.1000000000000001</v>", "1.1"},
      {"", "<v>-150000</v>", "-150000"},
      {"", "<v>1E+20</v>", "1e+20"},
      {"", "<f>SUM(B1:B2)</f><v>300</v>", "300"},
      {"", "", ""},
      {"s=\"3\"", "<v>905123456</v>", "0905123456"},
      {"s=\"4\"", "<v>150000</v>", "150000"},
      {"s=\"1\"", "<v>29221</v>", "1980-01-01"},
      {"s=\"2\"", "<v>46374</v>", "2026-12-18"},
      {"s=\"5\"", "<v>46374</v>", "2026-12-18"},
      {"s=\"7\"", "<v>46374.3125</v>", "2026-12-18 07:30:00"},
      {"s=\"2\"", "<v>59</v>", "1900-02-28"},
      {"s=\"2\"", "<v>60</v>", "1900-02-29"},
      {"s=\"2\"", "<v>61</v>", "1900-03-01"},
      {"s=\"2\"", "<v>0.5</v>", "12:00:00"},
      {"s=\"2\"", "<v>-1</v>", "-1"},
      {"s=\"6\"", "<v>1.5</v>", "1.5"},
      {"s=\"77\"", "<v>29221</v>", "29221"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.attributes, one.inside);
    CHECK(cell(one.attributes, one.inside) == one.text);
  }
}

TEST_CASE("days of a workbook that counts from 1904 are four years later") {
  const Xlsx book{.rows = "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>27759</v></c></row>",
                  .styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>",
                  .properties = "<workbookPr date1904=\"1\"/>"};
  CHECK(ReadWorkbook(book.bytes()).rows == std::vector<Row>{{"1980-01-01"}});
}

TEST_CASE("cells that are not there are empty and rows keep the numbers that Excel shows") {
  const Xlsx book{.rows =
                      "<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"D3\"><v>2</v></c></row>"
                      "<row r=\"4\"><c r=\"A4\" s=\"0\"/></row>"
                      "<row><c><v>3</v></c><c><v>4</v></c></row>"
                      "<row r=\"1048576\"><c r=\"A1048576\"><v>5</v></c></row>"};
  const ReadWorkbook read(book.bytes());
  CHECK_FALSE(read.problem);
  CHECK(read.rows == std::vector<Row>{{"", "1", "", "2"}, {"3", "4"}, {"5"}});
  CHECK(read.lines == std::vector<std::uint64_t>{3, 5, 1048576});
}

TEST_CASE("a cell that reaches over rows is the cell of each of them that has others") {
  const Xlsx book{.rows =
                      "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>7</v></c></row>"
                      "<row r=\"2\"><c r=\"A2\"><v>2</v></c></row>"
                      "<row r=\"3\"><c r=\"B3\"/></row>"
                      "<row r=\"4\"><c r=\"A4\"><v>4</v></c></row>",
                  .behind = "<mergeCells><mergeCell ref=\"B1:B3\"/><mergeCell ref=\"C1:F1\"/></mergeCells>"};
  const ReadWorkbook read(book.bytes());
  CHECK(read.rows == std::vector<Row>{{"1", "7"}, {"2", "7"}, {"4"}});
  CHECK(read.says("merged_cells"));
}

TEST_CASE("the first sheet that can be seen is read, or the one that is named") {
  Xlsx book{.rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"};
  book.sheets = {{"Cũ", "hidden"}, {"Rất cũ", "veryHidden"}, {"Danh sách", "visible"}};
  const ReadWorkbook read(book.bytes());
  CHECK(read.facts.sheet == "Danh sách");
  CHECK(read.rows == std::vector<Row>{{"1"}});
  CHECK(read.says("other_sheets"));
  for (const std::string name : {"Cũ", "cu", "1"}) {
    const ReadWorkbook old(book.bytes(), name);
    CHECK(old.facts.sheet == "Cũ");
    CHECK(old.rows.size() == 2);
    CHECK_FALSE(old.says("other_sheets"));
  }
  const ReadWorkbook missing(book.bytes(), "Mới");
  REQUIRE(missing.problem);
  CHECK(missing.problem->word == "no_such_sheet");
  CHECK(missing.problem->message.find("Rất cũ") != std::string::npos);
  book.sheets = {{"Cũ", "hidden"}};
  CHECK(ReadWorkbook(book.bytes()).problem->word == "no_visible_sheet");
}

TEST_CASE("hidden rows and columns are read and told") {
  const Xlsx book{
      .rows =
          "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>3</v></c></row>"
          "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>2</v></c></row>",
      .before =
          "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"4\" max=\"16384\" hidden=\"1\"/></cols>"};
  const ReadWorkbook read(book.bytes());
  CHECK(read.rows.size() == 2);
  CHECK(read.says("hidden_rows"));
  REQUIRE(read.says("hidden_columns"));
  CHECK(read.facts.notices.back().message.starts_with("1 "));
}

TEST_CASE("a customer list in an .xlsx is loaded with the rows that Excel shows") {
  const Xlsx book{.rows =
                      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
                      "<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>PA05010001234</t></is></c><c "
                      "r=\"B5\"><v>905123456</v></c></row>"
                      "<row r=\"9\"><c r=\"A9\" t=\"inlineStr\"><is><t>X</t></is></c></row>",
                  .strings = "<si><t>Mã khách hàng</t></si><si><t>Điện thoại</t></si>"};
  const Loaded list(book.bytes());
  REQUIRE(list.good());
  CHECK(list.report().taken == 1);
  CHECK(list.report().rejected == 1);
  CHECK(list.report().repairs.of("lost_zero") == 1);
  CHECK(list.report().facts.sheet == "Khách hàng");
  CHECK(list.customer("PA05010001234").phone == "+84905123456");
}

TEST_CASE("a workbook in the letters of a font is refused, wherever its texts stand") {
  const std::string inline_rows =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>NguyÔn ThÞ Hång §µo</t></is></c></row>";
  const std::string shared_rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
  for (const Xlsx& book : {Xlsx{.rows = inline_rows},
                           Xlsx{.rows = shared_rows, .strings = "<si><t>NguyÔn ThÞ Hång §µo</t></si>"}}) {
    const ReadWorkbook read(book.bytes());
    REQUIRE(read.problem);
    CHECK(read.problem->word == "font_letters");
    CHECK(read.rows.empty());
  }
}

TEST_CASE("many shared texts are read from disk in any order") {
  SharedStrings strings({});
  constexpr std::uint64_t kTexts = 300'000;
  for (std::uint64_t i = 0; i < kTexts; ++i) strings.add("text " + std::to_string(i * i));
  strings.seal();
  for (std::uint64_t i = 0; i < kTexts; i += 7) {
    const std::uint64_t at = i * 7919 % kTexts;
    REQUIRE(strings.at(at) == "text " + std::to_string(at * at));
  }
  CHECK_FALSE(strings.at(kTexts));
}

}  // namespace triand::intake

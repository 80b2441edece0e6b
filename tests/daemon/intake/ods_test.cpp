#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/daemon/intake/workbook_fixture.hpp"

namespace triand::intake {
namespace {

using Row = std::vector<std::string>;

std::string table(const std::string& rows, const std::string& name = "Khách",
                  const std::string& style = "ta1") {
  return "<table:table table:name=\"" + name + "\" table:style-name=\"" + style + "\">" + rows +
         "</table:table>";
}

std::string row(const std::string& cells, const std::string& attributes = {}) {
  return "<table:table-row " + attributes + ">" + cells + "</table:table-row>";
}

std::string text(const std::string& text, const std::string& attributes = {}) {
  return "<table:table-cell office:value-type=\"string\" " + attributes + "><text:p>" + text +
         "</text:p></table:table-cell>";
}

}  // namespace

TEST_CASE("cells of an .ods are read as a person would type them") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {text("Nguyễn <text:span>Đức</text:span><text:s text:c=\"2\"/>An"), "Nguyễn Đức  An"},
      {"<table:table-cell "
       "office:value-type=\"string\"><text:p>a</text:p><text:p>b<text:line-break/>c</text:p>"
       "</table:table-cell>",
       "a\nb\nc"},
      {"<table:table-cell "
       "office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation>"
       "<text:p>a</text:p></table:table-cell>",
       "a"},
      {"<table:table-cell office:value-type=\"string\"><draw:frame><draw:text-box><text:p>drawn</text:p>"
       "</draw:text-box></draw:frame><text:p>a</text:p></table:table-cell>",
       "a"},
      {"<table:table-cell office:value-type=\"float\" office:value=\"905123456\"><text:p>0905123456</text:p>"
       "</table:table-cell>",
       "0905123456"},
      {"<table:table-cell office:value-type=\"float\" office:value=\"905123456\"><text:p>9,05E+08</text:p>"
       "</table:table-cell>",
       "905123456"},
      {"<table:table-cell office:value-type=\"currency\" office:value=\"150000\"><text:p>150.000 ₫</text:p>"
       "</table:table-cell>",
       "150000"},
      {"<table:table-cell office:value-type=\"date\" "
       "office:date-value=\"2026-12-18\"><text:p>18/12/26</text:p>"
       "</table:table-cell>",
       "2026-12-18"},
      {"<table:table-cell office:value-type=\"time\" office:time-value=\"PT07H30M00S\"><text:p>7:30</text:p>"
       "</table:table-cell>",
       "07:30:00"},
      {"<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>ĐÚNG</text:p>"
       "</table:table-cell>",
       "true"},
  };
  for (const auto& [cell, expected] : cases) {
    CAPTURE(cell);
    const ReadWorkbook read(make_ods(table(row(cell))));
    REQUIRE_FALSE(read.problem);
    REQUIRE(read.rows.size() == 1);
    CHECK(read.rows[0] == Row{expected});
  }
}

TEST_CASE("repeated cells and rows count, and a million empty ones cost nothing") {
  const ReadWorkbook read(make_ods(table(
      row(text("a") + "<table:table-cell table:number-columns-repeated=\"2\"/>" +
          text("b", "table:number-columns-repeated=\"2\"") +
          "<table:table-cell table:number-columns-repeated=\"16379\"/>") +
      row("<table:table-cell table:number-columns-repeated=\"16384\"/>", "table:number-rows-repeated=\"3\"") +
      "<table:table-row-group>" + row(text("c"), "table:number-rows-repeated=\"2\"") +
      "</table:table-row-group>" +
      row("<table:table-cell table:number-columns-repeated=\"16384\"/>",
          "table:number-rows-repeated=\"1048569\""))));
  REQUIRE_FALSE(read.problem);
  CHECK(read.rows == std::vector<Row>{{"a", "", "", "b", "b"}, {"c"}, {"c"}});
  CHECK(read.lines == std::vector<std::uint64_t>{1, 5, 6});
}

TEST_CASE("a filled row that is repeated past what a sheet has is refused before the first is taken") {
  const ReadWorkbook read(make_ods(
      table(row(text("a")) + row(text("c"), "table:number-rows-repeated=\"99999999999999999999\""))));
  REQUIRE(read.problem);
  CHECK(read.problem->word == "workbook_too_large");
  CHECK(read.rows.empty());
}

TEST_CASE("a cell of an .ods that reaches over rows is the cell of each") {
  const ReadWorkbook read(make_ods(table(row(text("PA05", "table:number-rows-spanned=\"2\"") + text("a")) +
                                         row("<table:covered-table-cell/>" + text("b")) +
                                         row("<table:table-cell/>" + text("c")))));
  CHECK(read.rows == std::vector<Row>{{"PA05", "a"}, {"PA05", "b"}, {"", "c"}});
  CHECK(read.says("merged_cells"));
}

TEST_CASE("sheets of an .ods: the first that can be seen, or the one that is named") {
  const std::string book =
      make_ods(table(row(text("old")), "Cũ", "hidden") +
                   table(row(text("a")) + row(text("b"), "table:visibility=\"filter\"")) +
                   table(row(text("x")), "Khác") + "<table:dde-links>" + table(row(text("dde")), "dde") +
                   "</table:dde-links>",
               "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties "
               "table:display=\"true\"/></style:style>"
               "<style:style style:name=\"hidden\" style:family=\"table\"><style:table-properties "
               "table:display=\"false\"/>"
               "</style:style>");
  const ReadWorkbook read(book);
  CHECK(read.facts.sheet == "Khách");
  CHECK(read.rows == std::vector<Row>{{"a"}, {"b"}});
  CHECK(read.says("other_sheets"));
  CHECK(read.says("hidden_rows"));
  CHECK(ReadWorkbook(book, "Cũ").rows == std::vector<Row>{{"old"}});
  CHECK(ReadWorkbook(book, "dde").problem->word == "no_such_sheet");
}

TEST_CASE("an .ods with a password or of another kind is refused with what to do") {
  const ReadWorkbook locked(make_zip(
      {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
       {"META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"},
       {"content.xml", "\x01\x02"}}));
  CHECK(locked.problem->word == "has_password");
  const ReadWorkbook letter(
      make_zip({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", "<a/>"}}));
  CHECK(letter.problem->word == "is_document");
}

}  // namespace triand::intake

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "tests/daemon/intake/workbook_fixture.hpp"

namespace triand::intake {
namespace {

const std::string kRows =
    "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</v></c></row>";

ZipFiles with(ZipFiles files, const std::string& name, const std::string& text) {
  for (auto& [known, content] : files)
    if (known == name) content = text;
  return files;
}

// The word of the refusal; a workbook that is refused gave no row.
std::string word_of(const std::string& bytes, const WorkbookLimits& limits = {}) {
  const ReadWorkbook read(bytes, {}, limits);
  if (!read.problem) return "";
  CHECK(read.rows.empty());
  CHECK_FALSE(read.problem->remedy.empty());
  return read.problem->word;
}

std::string sheet(const std::string& inside) {
  return "<worksheet><sheetData>" + inside + "</sheetData></worksheet>";
}

}  // namespace

TEST_CASE("each limit of a workbook refuses what is past it and lets pass what is not") {
  const std::string book = Xlsx{.rows = kRows, .strings = "<si><t>abc</t></si>"}.bytes();
  CHECK(word_of(book).empty());
  const auto past = [&](auto WorkbookLimits::*limit, auto low, auto enough) {
    WorkbookLimits limits;
    limits.*limit = low;
    CHECK(word_of(book, limits) != "");
    limits.*limit = enough;
    CHECK(word_of(book, limits) == "");
  };
  past(&WorkbookLimits::file, 100U, book.size());
  past(&WorkbookLimits::entries, 6U, 7U);
  past(&WorkbookLimits::directory, 100U, 10'000U);
  past(&WorkbookLimits::part, 100U, 10'000U);
  past(&WorkbookLimits::shared_strings, 10U, 11U);
  past(&WorkbookLimits::rows, 1U, 2U);
  past(&WorkbookLimits::sheets, 0U, 1U);
  past(&WorkbookLimits::depth, 4U, 5U);
}

TEST_CASE("a zip bomb is refused by how much it unpacks to") {
  const std::string bomb =
      Xlsx{.rows = kRows, .behind = "<!--" + std::string(3'000'000, ' ') + "-->"}.bytes();
  CHECK(bomb.size() < 20'000);
  WorkbookLimits limits;
  limits.ratio_from = 100'000;
  CHECK(word_of(bomb, limits) == "workbook_too_large");
  limits.ratio = 2'000;
  limits.markup = 4'000'000;
  CHECK(word_of(bomb, limits).empty());
}

TEST_CASE("a tag that does not end is refused before it fills the memory") {
  CHECK(word_of(Xlsx{.rows = kRows + "<row spans=\"" + std::string(3'000'000, 'x') + "\"/>"}.bytes()) ==
        "damaged_workbook");
}

TEST_CASE("entities and document types are refused") {
  const Xlsx book{.rows = kRows};
  for (const std::string type :
       {"<!DOCTYPE a [<!ENTITY x \"y\">]>", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
        "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>"}) {
    CAPTURE(type);
    CHECK(word_of(make_zip(with(book.files(), "xl/worksheets/sheet1.xml", type + sheet(kRows)))) ==
          "damaged_workbook");
    CHECK(word_of(make_zip(with(book.files(), "xl/sharedStrings.xml", type + "<sst/>"))) ==
          "damaged_workbook");
    CHECK(word_of(make_zip(with(book.files(), "xl/workbook.xml", type + "<workbook/>"))) ==
          "damaged_workbook");
  }
}

TEST_CASE("a sheet that contradicts itself is refused as a whole") {
  for (const std::string rows :
       {"<row r=\"2\"/><row r=\"1\"/>", "<row r=\"1\"/><row r=\"1\"/>", "<row r=\"0\"/>", "<row r=\"x\"/>",
        "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "<row r=\"1\"><c r=\"A2\"/></row>",
        "<row r=\"1\"><c r=\"ZZZZ1\"/></row>", "<row r=\"1\"><c r=\"1A\"/></row>", "<row r=\"1\">",
        "<row r=\"1\"><c r=\"A1\"><v>\xFF</v></c></row>"}) {
    CAPTURE(rows);
    CHECK(word_of(Xlsx{.rows = kRows.substr(0, 0) + rows}.bytes()) == "damaged_workbook");
  }
  CHECK(word_of(Xlsx{.rows = "<row r=\"1048577\"/>"}.bytes()) == "workbook_too_large");
}

TEST_CASE("names that lead out of the workbook, two of one name, and foreign archives are refused") {
  const ZipFiles good = Xlsx{.rows = kRows}.files();
  for (const std::string name : {"../evil", "/etc/passwd", "xl/../../evil", "C:\\evil", "xl\\..\\evil"}) {
    ZipFiles files = good;
    files.emplace_back(name, "x");
    CHECK(word_of(make_zip(files)) == "damaged_workbook");
  }
  CHECK(word_of(make_zip({{"photo.jpg", "x"}})) == "is_archive");
  ZipFiles binary = good;
  binary[1].second =
      "<Relationships><Relationship Type=\"a/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>";
  CHECK(word_of(make_zip(binary)) == "is_xlsb");
  binary[1].second =
      "<Relationships><Relationship Type=\"a/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
  CHECK(word_of(make_zip(binary)) == "is_document");
}

TEST_CASE("a workbook that was cut off or changed on its way is refused") {
  const std::string book =
      make_zip(Xlsx{.rows = kRows, .behind = "<!--" + std::string(5000, 'a') + "-->"}.files(), ZIP_CM_STORE);
  for (std::size_t length = 4; length < book.size(); length += 97)
    CHECK(word_of(book.substr(0, length)) == "damaged_workbook");
  // A flipped bit of a stored sheet is found by its check sum, though it is good XML still.
  std::string changed = book;
  changed[changed.find("aaaa") + 100] = 'b';
  CHECK(word_of(changed) == "damaged_workbook");
}

TEST_CASE("cells past the limits of a row make the row faulty, and no other") {
  WorkbookLimits limits;
  limits.row = {.cell = 20, .record = 50, .columns = 3};
  const std::string long_text = "<is><t>" + std::string(21, 'x') + "</t></is>";
  const std::string fit = "<is><t>" + std::string(20, 'x') + "</t></is>";
  const Xlsx book{.rows = "<row><c t=\"inlineStr\">" + long_text +
                          "</c></row>"
                          "<row><c t=\"inlineStr\">" +
                          fit +
                          "</c></row>"
                          "<row><c/><c/><c/><c/><c/></row>"
                          "<row><c/><c/><c/><c><v>1</v></c></row>"
                          "<row><c t=\"inlineStr\">" +
                          fit + "</c><c t=\"inlineStr\">" + fit + "</c><c t=\"inlineStr\">" + fit +
                          "</c></row>"};
  const ReadWorkbook read(book.bytes(), {}, limits);
  REQUIRE_FALSE(read.problem);
  CHECK(read.faults == std::vector<std::string>{"cell_too_long", "", "too_many_cells", "row_too_long"});
  CHECK(read.lines == std::vector<std::uint64_t>{1, 2, 4, 5});
}

}  // namespace triand::intake

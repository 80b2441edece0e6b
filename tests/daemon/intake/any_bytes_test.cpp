#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

#include "tests/daemon/intake/workbook_fixture.hpp"

namespace triand::intake {
namespace {

// Taken, rejected or a refusal that says what to do; the sum holds; a refusal took nothing.
void check_outcome(const std::string& bytes, const std::string& encoding = {}) {
  ImportOptions options;
  options.reading.encoding = encoding;
  const Loaded list(bytes, options);
  if (list.good()) {
    CHECK(list.report().read == list.report().taken + list.report().rejected);
    CHECK(list.report().taken == list.report().inserted + list.report().updated + list.report().unchanged);
    return;
  }
  REQUIRE_FALSE(list.problems().empty());
  for (const ListProblem& problem : list.problems()) {
    CHECK_FALSE(problem.word.empty());
    CHECK_FALSE(problem.message.empty());
    CHECK_FALSE(problem.remedy.empty());
  }
  CHECK(list.sink.customers.empty());
}

class Chance {
 public:
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  std::string bytes(std::size_t most) {
    std::string out(below(most + 1), '\0');
    for (char& c : out) c = static_cast<char>(below(256));
    return out;
  }
  // Changes, drops, doubles or inserts a few pieces.
  std::string hurt(std::string text, const std::vector<std::string>& pieces) {
    for (std::size_t count = 1 + below(4); count > 0 && !text.empty(); --count) {
      const std::size_t at = below(text.size());
      switch (below(4)) {
        case 0:
          text[at] = static_cast<char>(below(256));
          break;
        case 1:
          text.erase(at, 1 + below(20));
          break;
        case 2:
          text.insert(at, text.substr(below(text.size()), 1 + below(40)));
          break;
        default:
          text.insert(at, pieces[below(pieces.size())]);
      }
    }
    return text;
  }

 private:
  std::mt19937 random_{20261218};
};

const std::vector<std::string> kPieces = {"<row r=\"9\">",
                                          "</row>",
                                          "<c r=\"ZZ7\" t=\"s\">",
                                          "<v>99999999999999999999</v>",
                                          "</c>",
                                          "<v>-1</v>",
                                          "<is><t>",
                                          "]]>",
                                          "<!DOCTYPE a>",
                                          "&#0;",
                                          "&amp;",
                                          "&x;",
                                          "\xFF\xFE",
                                          "\xC3",
                                          " r=\"A0\"",
                                          " s=\"-3\"",
                                          "table:number-rows-repeated=\"1000\"",
                                          "<table:table-row>",
                                          "</table:table-cell>",
                                          "<text:p>",
                                          "<mergeCell ref=\"A1:B9\"/>",
                                          "1e400",
                                          "\"",
                                          ">",
                                          "<"};

}  // namespace

TEST_CASE("any bytes behind any beginning are taken, rejected or refused with what to do") {
  Chance chance;
  const std::vector<std::string> beginnings = {"",
                                               "PK\x03\x04",
                                               "PK\x05\x06",
                                               "\xEF\xBB\xBF",
                                               "\xFF\xFE",
                                               "\xFE\xFF",
                                               "\xD0\xCF\x11\xE0",
                                               "sep=;\n",
                                               "customer_code,phone\n",
                                               "M\xB7 kh\xB8"
                                               "ch h\xB5ng\tT\xAAn\n",
                                               "c\0u\0s\0t\0o\0m\0e\0r\0_\0c\0o\0d\0e\0\n\0"};
  const std::vector<std::string> encodings = {"",      "",      "", "utf-8", "utf-16le", "windows-1258",
                                              "tcvn3", "viscii"};
  for (int round = 0; round < 3000; ++round)
    check_outcome(beginnings[chance.below(beginnings.size())] + chance.bytes(400),
                  encodings[chance.below(encodings.size())]);
}

TEST_CASE("any hurt .xlsx is taken, rejected or refused with what to do") {
  Chance chance;
  const ZipFiles good =
      Xlsx{.rows =
               "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" "
               "t=\"inlineStr\"><is><t>phone</t></is></c></row>"
               "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\"><v>912345678</v></c></row>"
               "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>2</v></c><c r=\"C4\" s=\"1\"><v>29221</v></c></row>",
           .strings =
               "<si><t>customer_code</t></si><si><t>PA05010001234</t></si><si><r><t>PA0501</t></"
               "r><r><t>0001235</t></r></si>",
           .styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>",
           .behind = "<mergeCells><mergeCell ref=\"B2:B4\"/></mergeCells>"}
          .files();
  check_outcome(make_zip(good));
  CHECK(Loaded(make_zip(good)).report().rejected == 1);
  for (int round = 0; round < 2000; ++round) {
    ZipFiles files = good;
    std::string& text = files[chance.below(files.size())].second;
    text = chance.hurt(text, kPieces);
    check_outcome(make_zip(files));
  }
  const std::string whole = make_zip(good, ZIP_CM_STORE);
  for (int round = 0; round < 2000; ++round) check_outcome(chance.hurt(whole, kPieces));
}

TEST_CASE("any hurt .ods is taken, rejected or refused with what to do") {
  Chance chance;
  const std::string tables =
      "<table:table table:name=\"A\"><table:table-column "
      "table:number-columns-repeated=\"3\"/><table:table-row>"
      "<table:table-cell office:value-type=\"string\"><text:p>customer_code</text:p></table:table-cell>"
      "<table:table-cell "
      "office:value-type=\"string\"><text:p>phone</text:p></table:table-cell></table:table-row>"
      "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell "
      "office:value-type=\"string\"><text:p>PA05010001234"
      "</text:p></table:table-cell><table:table-cell office:value-type=\"float\" office:value=\"912345678\""
      " table:number-rows-spanned=\"2\"/></table:table-row></table:table>";
  CHECK(Loaded(make_ods(tables)).report().taken == 2);
  for (int round = 0; round < 2000; ++round) check_outcome(make_ods(chance.hurt(tables, kPieces)));
}

}  // namespace triand::intake

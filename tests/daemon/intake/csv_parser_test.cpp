#include "daemon/intake/csv_parser.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <ctime>
#include <random>
#include <string>
#include <vector>

namespace triand::intake {
namespace {

struct Record {
  std::uint64_t line = 0;
  std::vector<std::string> cells;
  std::string fault;
  bool operator==(const Record&) const = default;
};

using Records = std::vector<Record>;

std::ostream& operator<<(std::ostream& out, const Record& record) {
  out << record.line << " [" << record.fault << "]";
  for (const std::string& cell : record.cells) out << " <" << cell << ">";
  return out;
}

Records parse(std::string_view text, std::size_t piece = std::string_view::npos, char delimiter = ',',
              CsvLimits limits = {}) {
  Records records;
  CsvParser parser(
      delimiter, 1,
      [&records](const CsvRow& row) {
        records.push_back(
            {row.line, {row.cells.begin(), row.cells.end()}, std::string(domain::to_string(row.fault))});
      },
      limits);
  while (!text.empty()) {
    parser.feed(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
  }
  parser.finish();
  return records;
}

}  // namespace

TEST_CASE("records end with LF, CR or CRLF and the last needs no line end") {
  const Records wanted = {{1, {"a", "b"}, ""}, {2, {"c", "d"}, ""}};
  for (const std::string text : {"a,b\nc,d", "a,b\rc,d\r", "a,b\r\nc,d\r\n", "a,b\r\nc,d\n"}) {
    CHECK(parse(text) == wanted);
    CHECK(parse(text, 1) == wanted);
  }
}

TEST_CASE("quotes keep delimiters and line ends, and a doubled quote is one") {
  const std::string text = "a,\"b,\n\"\"c\"\"\"\r\nd, \"e\" ,\"\"\n";
  const Records wanted = {{1, {"a", "b,\n\"c\""}, ""}, {3, {"d", "e", ""}, ""}};
  CHECK(parse(text) == wanted);
  CHECK(parse(text, 1) == wanted);
}

TEST_CASE("every line end inside quotes counts once for the lines that follow") {
  const Records records = parse("\"a\r\nb\rc\nd\"\nx\n\ny");
  REQUIRE(records.size() == 4);
  CHECK(records[1].line == 5);
  CHECK(records[2].line == 6);
  CHECK(records[3].line == 7);
}

TEST_CASE("a stray quote is text") {
  CHECK(parse("a,b\"c,d\ne")[0].cells == std::vector<std::string>{"a", "b\"c", "d"});
  CHECK(parse("\"a\"b,c\ne")[0].cells == std::vector<std::string>{"ab", "c"});
  CHECK(parse("\"a\" b\"x\",c\ne")[0].cells == std::vector<std::string>{"a b\"x\"", "c"});
}

TEST_CASE("empty cells stay where they are") {
  CHECK(parse(",\"\",\n")[0].cells == std::vector<std::string>{"", "", ""});
  CHECK(parse("a,")[0].cells == std::vector<std::string>{"a", ""});
  CHECK(parse("").empty());
}

TEST_CASE("other delimiters leave commas and, with a tab, blanks alone") {
  CHECK(parse("a,b;c\n", 99, ';')[0].cells == std::vector<std::string>{"a,b", "c"});
  CHECK(parse("a\t\tb", 99, '\t')[0].cells == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("a quote that does not end costs its own row and no other") {
  std::string text = "1,\"open\n";
  for (int i = 2; i <= 5000; ++i) text += std::to_string(i) + ",plain text\n";
  const Records records = parse(text);
  REQUIRE(records.size() == 5000);
  CHECK(records[0] == Record{1, {"1", "\"open"}, "unclosed_quote"});
  for (std::size_t i = 1; i < records.size(); ++i) {
    REQUIRE(records[i].fault.empty());
    REQUIRE(records[i].line == i + 1);
  }
}

TEST_CASE("a quote that would end at another row's opening quote costs its own row only") {
  const Records wanted = {
      {1, {"1", "\"open"}, "unclosed_quote"}, {2, {"2", "closed"}, ""}, {3, {"3", "x"}, ""}};
  CHECK(parse("1,\"open\n2,\"closed\"\n3,x") == wanted);
  CHECK(parse("1,\"open\n2,\"closed\"\n3,x", 1) == wanted);
}

TEST_CASE("a quote that is open at the end of the list costs its own row only") {
  const Records wanted = {{1, {"1", "\"open"}, "unclosed_quote"}, {2, {"2", "b"}, ""}};
  CHECK(parse("1,\"open\n2,b") == wanted);
  CHECK(parse("1,\"open") == Records{{1, {"1", "\"open"}, "unclosed_quote"}});
}

TEST_CASE("a row that breaks a limit is faulty and the next is not") {
  const CsvLimits limits{.cell = 10, .record = 40, .columns = 4};
  const std::string long_row(41, 'x');
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{1000}}) {
    const Records records =
        parse("12345678901,b\n" + long_row + long_row + "\n1,2,3,4,5\nok,ok\n", piece, ',', limits);
    REQUIRE(records.size() == 4);
    CHECK(records[0].fault == "cell_too_long");
    CHECK(records[0].cells == std::vector<std::string>{"1234567890", "b"});
    CHECK(records[1].fault == "row_too_long");
    CHECK(records[2].fault == "too_many_cells");
    CHECK(records[2].cells.size() == 4);
    CHECK(records[3] == Record{4, {"ok", "ok"}, ""});
  }
}

TEST_CASE("lines that open quotes in each other are given up at the limit of cells, not at that of bytes") {
  // Each scan must end after `columns` cells, some 700 bytes: a file of such lines is read in no time.
  constexpr std::size_t kLines = 3000;
  std::string text;
  for (std::size_t i = 0; i < kLines; ++i) text += "\",a\"b,\"\n";
  const Records records = parse(text, 4096, ',', {.record = 4096});
  CHECK(records.size() == kLines);
  const auto given_up = std::count_if(records.begin(), records.end(),
                                      [](const Record& record) { return record.fault == "too_many_cells"; });
  CHECK(given_up > static_cast<std::ptrdiff_t>(kLines - 120));
}

TEST_CASE("faulty lines without a delimiter are not each looked for one in all that follows") {
  constexpr std::size_t kLines = 400'000;
  std::string text;
  for (std::size_t i = 0; i < kLines; ++i) text += "\"a\n";
  std::size_t rows = 0;
  CsvParser parser(',', 1, [&rows](const CsvRow&) { ++rows; });
  const std::clock_t before = std::clock();
  parser.feed(text);
  parser.finish();
  CHECK(rows == kLines);
  // Many times that when every line is followed to the end.
  CHECK(std::clock() - before < 5 * CLOCKS_PER_SEC);
}

TEST_CASE("a NUL makes its row faulty") {
  const Records records = parse(std::string_view("a,b\0c\nd,e\n", 10));
  REQUIRE(records.size() == 2);
  CHECK(records[0].fault == "nul_byte");
  CHECK(records[1].fault.empty());
}

TEST_CASE("where the pieces are cut makes no difference") {
  std::mt19937 random(7);
  const std::string alphabet = "ab,,\"\"\n\r ;\t";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t length = random() % 60;
    while (text.size() < length) text += alphabet[random() % alphabet.size()];
    CAPTURE(text);
    const CsvLimits limits{.cell = 12, .record = 30, .columns = 5};
    const Records whole = parse(text, text.size() + 1);
    REQUIRE(parse(text, 1 + random() % 5) == whole);
    std::uint64_t last = 0;
    for (const Record& record : parse(text, 1 + random() % 5, ',', limits)) {
      REQUIRE(record.line > last);
      last = record.line;
    }
  }
}

}  // namespace triand::intake

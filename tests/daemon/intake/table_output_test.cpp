#include "daemon/intake/table_output.hpp"

#include <stdlib.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "daemon/intake/csv_parser.hpp"
#include "daemon/intake/file_source.hpp"
#include "daemon/intake/workbook/workbook_list.hpp"

namespace triand::intake {
namespace {

const std::vector<std::string> kFormulas = {"=1+1",     "=cmd|'/c calc'!A1",
                                            "+1+1",     "-2+3",
                                            "@SUM(A1)", "\t=1+1",
                                            "\r=1+1",   "=HYPERLINK(\"http://x.example\",\"a\")"};

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "triand-table-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

void write_rows(TableOutput& out, const std::vector<std::string>& cells) {
  out.add_cell("head");
  out.end_row();
  for (const std::string& cell : cells) {
    out.add_cell(cell);
    out.add_cell("next");
    out.end_row();
  }
  out.finish();
}

std::string csv(const std::vector<std::string>& cells, CsvReader reader) {
  const Folder folder;
  write_rows(*make_csv_output(folder.file("t.csv"), reader), cells);
  std::ifstream in(folder.file("t.csv"), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (reader == CsvReader::spreadsheet) {
    REQUIRE(bytes.starts_with("\xEF\xBB\xBF"));
    bytes.erase(0, 3);
  }
  return bytes;
}

}  // namespace

TEST_CASE("no cell of a CSV file is a formula, whoever it is for") {
  for (const CsvReader reader : {CsvReader::spreadsheet, CsvReader::program}) {
    for (const std::string& formula : kFormulas) {
      INFO(formula);
      const std::string bytes = csv({formula}, reader);
      const std::string row = bytes.substr(bytes.find('\n') + 1);
      CHECK((row.starts_with("'") || row.starts_with("\"'")));
      CHECK_FALSE(csv({"a" + formula}, reader).find("'a") != std::string::npos);
    }
  }
}

TEST_CASE("a telephone in E.164 is a number to a program and a text to a spreadsheet") {
  CHECK(csv({"+84912345678"}, CsvReader::program) == "head\n+84912345678,next\n");
  CHECK(csv({"+84912345678"}, CsvReader::spreadsheet) == "head\r\n'+84912345678,next\r\n");
  CHECK(csv({"+84912345678-1"}, CsvReader::program) == "head\n'+84912345678-1,next\n");
  CHECK(csv({"+"}, CsvReader::program) == "head\n'+,next\n");
}

TEST_CASE("a cell is in quotes where any usual delimiter would part it") {
  for (const std::string cell : {"An;=1+1;", "An\t=1+1\t", "An,=1+1,", "An\n=1+1", "An\r=1+1", " =1+1"}) {
    INFO(cell);
    CHECK(csv({cell}, CsvReader::program) == "head\n\"" + cell + "\",next\n");
  }
  CHECK(csv({"An\",=1+1,\""}, CsvReader::program) == "head\n\"An\"\",=1+1,\"\"\",next\n");
}

TEST_CASE("a cell of a workbook is a text, with nothing put before it") {
  const Folder folder;
  const auto path = folder.file("t.xlsx");
  write_rows(*make_xlsx_output(path), kFormulas);
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  auto source = FileSource::open(path);
  ListFacts facts;
  std::vector<std::string> cells;
  const auto problem = read_workbook(
      *std::get<std::unique_ptr<FileSource>>(source), {}, {}, facts,
      [&cells](const CsvRow& row) { cells.emplace_back(row.cells.front()); },
      [](std::uint64_t) { return true; });
  REQUIRE_FALSE(problem);
  REQUIRE(cells.size() == kFormulas.size() + 1);
  // Had the library made a formula of it, what is read would be its value: 0.
  CHECK(std::vector<std::string>(cells.begin() + 1, cells.end()) == kFormulas);
}

}  // namespace triand::intake

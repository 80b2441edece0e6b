#include "daemon/intake/rejects_file.hpp"

#include <stdlib.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "daemon/intake/file_source.hpp"
#include "daemon/intake/workbook/workbook_list.hpp"
#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {
namespace {

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "triand-rejects-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::filesystem::path rejects() const { return path_ / "rejects.csv"; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

ImportOptions writing_to(const Folder& folder) {
  ImportOptions options;
  options.rejects_path = folder.rejects();
  options.suggestions = SuggestionLanguage::english;
  return options;
}

}  // namespace

TEST_CASE("the rejects file has the columns as they came, what is wrong, and what to do") {
  const Folder folder;
  const Loaded list(
      "Mã KH;Họ tên;SĐT;Ghi chú\n"
      "PA05010001234;Nguyễn Văn An;0912345678;\n"
      "PA05;Trần \"Ba\", bà;0912345678;=1+1\n"
      "PA05010001235;Lê Tư;9,05E+08;-5\n"
      "PA05010001234;Lê Tư;;\n",
      writing_to(folder));
  REQUIRE(list.good());
  CHECK(list.report().rejects_file == folder.rejects());
  CHECK(
      contents(folder.rejects()) ==
      "\xEF\xBB\xBFMã KH,Họ tên,SĐT,Ghi chú,fate,line,column,reason,suggestion\r\n"
      "PA05,\"Trần \"\"Ba\"\", bà\",0912345678,'=1+1,rejected,3,Mã KH,bad_customer_code,\"Write P, a letter, "
      "then "
      "9 to 11 letters or digits, such as PA05010001234.\"\r\n"
      "PA05010001235,Lê Tư,\"9,05E+08\",'-5,taken,4,SĐT,digits_lost,Type the whole number again as text.\r\n"
      "PA05010001234,Lê Tư,,,rejected,5,Mã KH,conflicting_row,Keep one row for this customer code.\r\n");
  CHECK((std::filesystem::status(folder.rejects()).permissions() & std::filesystem::perms::others_all) ==
        std::filesystem::perms::none);
}

TEST_CASE("no rejects file is made when there is nothing to write") {
  const Folder folder;
  const Loaded list("customer_code,phone\nPA05010001234,912345678\n", writing_to(folder));
  REQUIRE(list.good());
  CHECK_FALSE(list.report().rejects_file.has_value());
  CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a corrected rejects file loads again and nothing of it is left over") {
  const Folder folder;
  const std::string text =
      "customer_code,full_name,phone,amount\n"
      "PA05,An,0912345678,1\n"
      "PA05010001235,Ba,9.12E+08,=2\n"
      "PA05010001236,Tu,0912345678,3\n"
      "PA05010001237,Nguy\xEA\xF1n,0912345678,4\n"
      "PA05010001238,\"Nam,0912345678,5\n"
      "PA05010001239,Sau,0912345678,6,7\n";
  MemorySink sink;
  TextSource first(text);
  const ImportOptions options = writing_to(folder);
  const ImportReport before = std::get<ImportReport>(run_import(first, sink, some_units(), options));
  CHECK(before.taken == 2);
  CHECK(before.rejected == 4);

  std::string corrected = contents(folder.rejects());
  corrected = replaced(corrected, "PA05,An", "PA05010001234,An");
  corrected = replaced(corrected, "9.12E+08", "0987654321");
  corrected = replaced(corrected, "Nguy\uFFFD\uFFFDn", "Nguyễn");
  corrected = replaced(corrected, "\"\"\"Nam\"", "Nam");
  corrected = replaced(corrected, ",7\r\n", "\r\n");
  sink.start_import();
  TextSource second(corrected);
  const ImportReport after = std::get<ImportReport>(run_import(second, sink, some_units(), options));
  CHECK(after.read == 5);
  CHECK(after.taken == 5);
  CHECK(after.inserted == 4);
  CHECK(after.updated == 1);
  CHECK(after.set_aside.counts().empty());
  CHECK_FALSE(after.rejects_file.has_value());
  CHECK(after.extra_columns == std::vector<std::string>{"amount"});
  CHECK(sink.customers.size() == 6);
  CHECK(sink.customers.at("PA05010001235").phone == "+84987654321");
  CHECK(sink.customers.at("PA05010001235").extra.front().second == "=2");
  CHECK(sink.customers.at("PA05010001237").full_name == "Nguyễn");
}

TEST_CASE("a rejects file that was not corrected gives the same rows again") {
  const Folder folder;
  const Loaded list("customer_code,full_name\nPA05,An\nPA05010001237,Nguy\xEA\xF1n\nPA05010001239,Sau,7\n",
                    writing_to(folder));
  REQUIRE(list.good());
  const std::string once = contents(folder.rejects());
  const Loaded again(once, writing_to(folder));
  REQUIRE(again.good());
  CHECK(again.report().taken == 0);
  CHECK(again.report().rejected == 3);
  CHECK(contents(folder.rejects()) == once);
}

TEST_CASE("a rejects file that cannot be written is refused before anything is loaded") {
  const Folder folder;
  ImportOptions options;
  options.rejects_path = folder.path() / "missing" / "rejects.csv";
  const Loaded list("customer_code\nPA05\n", options);
  REQUIRE_FALSE(list.good());
  CHECK(list.problems().front().word == "rejects_not_writable");
}

TEST_CASE("rejects as a workbook load again once corrected, whatever their cells hold") {
  const Folder folder;
  ImportOptions options = writing_to(folder);
  options.rejects_path = folder.path() / "rejects.xlsx";
  const std::string long_cell(32'000, 'x');
  const Loaded list(
      "customer_code,full_name,phone,Ghi chú\n"
      "bad,Nguyễn Đức An,+84912345678,=1+1\n"
      "PA05010001234,Trần Bình,\"9,05E+08\",_x0041_\n"
      "worse,,0912345678,\"hai\ndòng \"\"và\"\" \"\n"
      "worst,,,\x01\x0B" +
          long_cell + "\n",
      options);
  REQUIRE(list.good());
  CHECK(list.report().rejected == 3);
  REQUIRE(list.report().rejects_file == options.rejects_path);
  CHECK((std::filesystem::status(*options.rejects_path).permissions() &
         std::filesystem::perms::others_read) == std::filesystem::perms::none);

  auto source = FileSource::open(*options.rejects_path);
  ListFacts facts;
  std::vector<std::vector<std::string>> rows;
  const auto problem = read_workbook(
      *std::get<std::unique_ptr<FileSource>>(source), {}, {}, facts,
      [&rows](const CsvRow& row) { rows.emplace_back(row.cells.begin(), row.cells.end()); },
      [](std::uint64_t) { return true; });
  REQUIRE_FALSE(problem);
  REQUIRE(rows.size() == 5);
  CHECK(rows[0] == std::vector<std::string>{"customer_code", "full_name", "phone", "Ghi chú", "fate", "line",
                                            "column", "reason", "suggestion"});
  CHECK(rows[1][2] == "+84912345678");
  CHECK(rows[1][3] == "=1+1");
  CHECK(rows[1][5] == "2");
  CHECK(rows[2][2] == "9,05E+08");
  CHECK(rows[2][3] == "_x0041_");
  CHECK(rows[2][4] == "taken");
  CHECK(rows[3][3] == "hai\ndòng \"và\" ");
  CHECK(rows[4][3] == "\x01\x0B" + long_cell);

  MemorySink sink;
  auto again = FileSource::open(*options.rejects_path);
  const auto result = run_import(*std::get<std::unique_ptr<FileSource>>(again), sink, some_units(), {});
  REQUIRE(std::holds_alternative<ImportReport>(result));
  CHECK(std::get<ImportReport>(result).read == 4);
  CHECK(std::get<ImportReport>(result).extra_columns == std::vector<std::string>{"ghi_chu"});
}

}  // namespace triand::intake

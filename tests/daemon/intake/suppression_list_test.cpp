#include "daemon/intake/suppression_list.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {
namespace {

using domain::Reason;
using domain::SubjectKind;
using domain::Suppression;
using domain::SuppressionScope;
using store::SuppressionFate;

const domain::SuppressionTime kNow{std::chrono::hours(500'000)};

struct Bench {
  Bench() {
    std::string pattern = (std::filesystem::temp_directory_path() / "triand-list-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    options.now = kNow;
    options.end_of = [](std::chrono::year_month_day day) {
      return domain::SuppressionTime(std::chrono::sys_days(day) + std::chrono::days(1));
    };
    options.rejects_path = folder + "/rejects.csv";
  }
  ~Bench() { std::filesystem::remove_all(folder); }

  std::variant<SuppressionReport, ListProblems> read(const std::string& text) {
    taken.clear();
    TextSource source(text, 7);
    return read_suppressions(source,
                             [this](std::span<const Suppression> batch) {
                               taken.insert(taken.end(), batch.begin(), batch.end());
                               largest = std::max(largest, batch.size());
                               return std::vector<SuppressionFate>(batch.size(), fate);
                             },
                             options, {});
  }
  SuppressionReport good(const std::string& text) {
    auto result = read(text);
    REQUIRE(std::holds_alternative<SuppressionReport>(result));
    auto report = std::get<SuppressionReport>(result);
    CHECK(report.read == report.taken + report.rejected);
    CHECK(report.taken == report.added + report.extended + report.unchanged);
    return report;
  }
  std::string problem(const std::string& text) {
    auto result = read(text);
    REQUIRE(std::holds_alternative<ListProblems>(result));
    return std::get<ListProblems>(result).front().word;
  }
  std::string rejects() const {
    std::ifstream file(folder + "/rejects.csv", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::string folder;
  SuppressionListOptions options;
  std::vector<Suppression> taken;
  std::size_t largest = 0;
  SuppressionFate fate = SuppressionFate::added;
};

}  // namespace

TEST_CASE("a list of telephones is taken with what was said for all rows") {
  Bench bench;
  bench.options.usual = {.about = domain::SuppressionClass::advertising, .reason = Reason::do_not_call};
  bench.options.note = "list of 12/2026";
  const auto report = bench.good("Số điện thoại\n0912345678\n\n84912345679\n");
  CHECK(report.read == 2);
  CHECK(report.added == 2);
  CHECK_FALSE(report.rejects_file);
  REQUIRE(bench.taken.size() == 2);
  CHECK(bench.taken[0] ==
        Suppression{{SubjectKind::telephone, "+84912345678"}, bench.options.usual, "list of 12/2026"});
  CHECK(bench.taken[1].subject.text == "+84912345679");
}

TEST_CASE("a row may say its own scope, class, reason, last day and note") {
  Bench bench;
  const auto report = bench.good(
      "customer_code;phone;scope;class;reason;until;note\n"
      "PA05010001234;;letter;all;returned_letter;31/12/2030;moved away\n"
      "PA05010001235;0912345678;;;;;\n");
  CHECK(report.taken == 2);
  REQUIRE(bench.taken.size() == 3);
  CHECK(bench.taken[0].terms.scope == SuppressionScope::letter);
  CHECK(bench.taken[0].terms.reason == Reason::returned_letter);
  CHECK(bench.taken[0].note == "moved away");
  using namespace std::chrono;
  CHECK(bench.taken[0].terms.until == domain::SuppressionTime(sys_days(2031y / 1 / 1)));
  // Both cells of one row count, and the row counts once.
  CHECK(bench.taken[1].subject == domain::SuppressionSubject{SubjectKind::customer, "PA05010001235"});
  CHECK(bench.taken[2].subject == domain::SuppressionSubject{SubjectKind::telephone, "+84912345678"});
}

TEST_CASE("every telephone of a cell is suppressed, or the row is rejected") {
  Bench bench;
  const auto report = bench.good(
      "phone;note\n"
      "0912345678/0987654321;both\n"
      "0912345679, 12345;half\n");
  CHECK(report.taken == 1);
  CHECK(report.rejected == 1);
  REQUIRE(bench.taken.size() == 2);
  CHECK(bench.taken[0].subject.text == "+84912345678");
  CHECK(bench.taken[1].subject.text == "+84987654321");
  CHECK(bench.taken[1].note == "both");
  CHECK(bench.rejects().find("0912345679, 12345") != std::string::npos);
}

TEST_CASE("bad rows are rejected whole with a reason, good ones are taken, and corrected rows load again") {
  Bench bench;
  const std::string list =
      "address,scope,reason,until,note\n"
      "0912345678,fax,,,\n"
      "0912345679,,why,,\n"
      "0912345680,,,someday,\n"
      "0912345681,,,1/1/2020,\n"
      "12345,,,,\n"
      ",sms,,,x\n"
      "an@example.vn,sms,,,\n"
      "binh@example.vn,,,,\"kept, as it came\"\n";
  const auto report = bench.good(list);
  CHECK(report.read == 8);
  CHECK(report.taken == 1);
  for (const char* word : {"unknown_scope", "unknown_reason", "bad_date", "already_over", "no_subject",
                           "scope_without_effect"}) {
    CAPTURE(word);
    CHECK(report.rejections.of(word) == 1);
  }
  REQUIRE(bench.taken.size() == 1);
  CHECK(bench.taken[0].note == "kept, as it came");
  REQUIRE(report.rejects_file);
  std::string again = bench.rejects();
  CHECK(again.find("address,scope,reason,until,note,fate,line,column,reason,suggestion\r\n") !=
        std::string::npos);
  CHECK(again.find("0912345678,fax,,,,rejected,2,scope,unknown_scope,") != std::string::npos);
  // The verdict's columns, of which one is called like one of the list's own, are passed over.
  again.replace(again.find(",fax,"), 5, ",sms,");
  const auto corrected = bench.good(again);
  CHECK(corrected.read == 7);
  CHECK(corrected.taken == 1);
  CHECK(bench.taken.at(0).terms.reason == Reason::opted_out);
}

TEST_CASE("a cell in a column that it does not belong to is a fault") {
  Bench bench;
  const auto report = bench.good("phone\nPA05010001234\n");
  CHECK(report.rejections.of("wrong_column") == 1);
  CHECK(bench.taken.empty());
}

TEST_CASE("what is wrong with a cell is said by what its column holds") {
  Bench bench;
  const auto report = bench.good("phone,email\nabc,\n,abc\n");
  CHECK(report.rejections.of("letters") == 1);
  CHECK(report.rejections.of("bad_email") == 1);
}

TEST_CASE("rows are stored in batches, and one that held already is counted as such") {
  Bench bench;
  bench.options.batch_rows = 10;
  bench.fate = SuppressionFate::unchanged;
  std::string list = "phone\n";
  for (int number = 0; number < 25; ++number) list += "09123456" + std::to_string(10 + number) + "\n";
  const auto report = bench.good(list);
  CHECK(report.unchanged == 25);
  CHECK(bench.taken.size() == 25);
  CHECK(bench.largest == 10);
}

TEST_CASE("a file that is no list of suppressions is refused whole") {
  Bench bench;
  CHECK(bench.problem("name,age\nAn,3\n") == "no_subject_column");
  CHECK(bench.problem("phone,điện thoại\n1,2\n") == "same_column_twice");
  CHECK(bench.problem("\n\n") == "empty_list");
  CHECK(bench.taken.empty());
}

TEST_CASE("titles and notices may stand above the header, and which lines they were is said") {
  Bench bench;
  const auto report = bench.good(
      "DANH SÁCH KHÔNG QUẢNG CÁO;;\nNgày xuất: 01/12/2026;;\n;;\nSTT;Số điện thoại;Ghi "
      "chú\n1;0912345678;x\n");
  CHECK(report.read == 1);
  CHECK(report.added == 1);
  REQUIRE(report.facts.notices.size() == 1);
  CHECK(report.facts.notices[0].word == "title_rows");
  CHECK(report.facts.notices[0].message.find("line 1, 2") != std::string::npos);
  CHECK(bench.taken.at(0).note == "x");
  CHECK(report.facts.encoding == "utf-8");
  // The row that is most like a header is the one that is told of when there is none.
  auto result = bench.read("Danh sách\nghi chú,lý do\na,b\n");
  CHECK(std::get<ListProblems>(result).front().line == 2);
}

}  // namespace triand::intake

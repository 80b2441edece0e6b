#include "daemon/intake/import.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

#include "tests/daemon/intake/list_fixture.hpp"
#include "tests/templates/communes.hpp"

namespace triand::intake {

TEST_CASE("UTF-16 with and without BOM, sep= lines and every delimiter read the same") {
  const std::u16string wide = u"Mã khách hàng\tHọ tên\r\nPA05010001234\tNguyễn Đức An\r\n";
  std::string little;
  std::string big;
  for (const char16_t unit : wide) {
    little += static_cast<char>(unit & 0xFF);
    little += static_cast<char>(unit >> 8);
    big += static_cast<char>(unit >> 8);
    big += static_cast<char>(unit & 0xFF);
  }
  for (const std::string& text :
       {"\xFF\xFE" + little, "\xFE\xFF" + big, little, big,
        std::string("\xEF\xBB\xBFMã khách hàng,Họ tên\nPA05010001234,Nguyễn Đức An\n"),
        std::string("sep=;\r\nHỌ TÊN;MÃ KHÁCH HÀNG\r\nNguyễn Đức An;PA05010001234\r\n"),
        std::string("full_name|customer_code\rNguyễn Đức An|PA05010001234\r"),
        std::string("\"Họ, tên\";\"Mã khách hàng\"\n\"Nguyễn Đức An\";PA05010001234\n")}) {
    const Loaded list(text);
    REQUIRE(list.good());
    CHECK(list.report().taken == 1);
    CHECK(list.customer("PA05010001234").full_name == "Nguyễn Đức An");
  }
}

TEST_CASE("titles above the header are left out and told, and rows keep their lines") {
  const Loaded list(
      "DANH SÁCH KHÁCH HÀNG, QUÝ 4\n\nĐơn vị: Bắc Giang;;\nMã KH;Họ "
      "tên;SĐT\nPA05010001234;An;0912345678\nx;Ba;\n");
  REQUIRE(list.good());
  CHECK(list.report().taken == 1);
  CHECK(list.report().rejected == 1);
  CHECK(list.customer("PA05010001234").phone == "+84912345678");
  REQUIRE(list.report().facts.notices.size() == 1);
  CHECK(list.report().facts.notices[0].word == "title_rows");
  CHECK(list.report().facts.notices[0].message.ends_with("line 1, 3"));
}

TEST_CASE("a list without a customer code is refused by the row that is most like a header") {
  for (const int rows : {1, 5, 30}) {
    std::string text = "BÁO CÁO\nHọ tên,Điện thoại\n";
    for (int i = 0; i < rows; ++i) text += "An,0912345678\n";
    const Loaded list(text);
    REQUIRE_FALSE(list.good());
    CHECK(list.problems().front().word == "no_customer_code_column");
    CHECK(list.problems().front().line == 2);
    CHECK(list.sink.customers.empty());
  }
}

TEST_CASE("a spreadsheet's errors are set aside, so that nobody is greeted by one") {
  const Loaded list(
      "customer_code,full_name,address,phone\nPA05010001234,#N/A,#REF!,#VALUE!\nPA05010001235,#1 Bar,,\n");
  REQUIRE(list.good());
  CHECK(list.report().taken == 2);
  CHECK(list.customer("PA05010001234").full_name.empty());
  CHECK(list.customer("PA05010001234").address.empty());
  CHECK(list.report().set_aside.of("spreadsheet_error") == 2);
  CHECK(list.report().set_aside.of("letters") == 1);
  CHECK(list.customer("PA05010001235").full_name == "#1 Bar");
}

TEST_CASE("codes of 11 and 12 characters are taken and told") {
  const Loaded list("customer_code\nPE010299485\nPA0501000123\nPA05010001234\nPA050100012345\n");
  REQUIRE(list.good());
  CHECK(list.report().taken == 3);
  REQUIRE(list.report().facts.notices.size() == 1);
  CHECK(list.report().facts.notices[0].word == "unusual_codes");
  CHECK(list.report().facts.notices[0].message.starts_with("2 "));
}

TEST_CASE("random bytes lead to taken, rejected or a clear refusal, and the sums hold") {
  std::mt19937 random(20261221);
  const std::vector<std::string> pieces = {"customer_code",
                                           "Mã khách hàng",
                                           "PA05010001234",
                                           "phone",
                                           "0912345678",
                                           "9,05E+08",
                                           "\"",
                                           ",",
                                           ",",
                                           ";",
                                           "\n",
                                           "\r\n",
                                           "\xFF",
                                           "\xC3",
                                           "ễ",
                                           std::string(1, '\0'),
                                           "x",
                                           "\"\"",
                                           "'=",
                                           " ",
                                           "PK",
                                           "<",
                                           "\xEF\xBF\xBD"};
  int good = 0;
  for (int round = 0; round < 2500; ++round) {
    std::string text = random() % 4 == 0 ? "" : "customer_code,phone,full_name\n";
    const std::size_t length = random() % 60;
    for (std::size_t i = 0; i < length; ++i)
      text += random() % 5 == 0 ? std::string(1, static_cast<char>(random() % 256))
                                : pieces[random() % pieces.size()];
    CAPTURE(text);
    ImportOptions options;
    options.batch_rows = 1 + random() % 8;
    const Loaded list(text, options);
    if (!list.good()) {
      REQUIRE_FALSE(list.problems().empty());
      for (const ListProblem& problem : list.problems()) {
        REQUIRE_FALSE(problem.word.empty());
        REQUIRE_FALSE(problem.message.empty());
        REQUIRE_FALSE(problem.remedy.empty());
      }
      REQUIRE(list.sink.customers.empty());
      continue;
    }
    ++good;
    const ImportReport& report = list.report();
    REQUIRE(report.read == report.taken + report.rejected);
    REQUIRE(report.taken == report.inserted + report.updated + report.unchanged);
    REQUIRE(report.inserted == list.sink.customers.size());
    REQUIRE(report.bytes == text.size());
    std::uint64_t rejections = 0;
    for (const auto& [reason, count] : report.rejections.counts()) rejections += count;
    REQUIRE(rejections == report.rejected);
    REQUIRE(report.repaired <= report.taken);
  }
  CHECK(good > 500);
}

TEST_CASE("a long list goes to the sink in batches and progress grows to its end") {
  std::string text = "customer_code,full_name\n";
  for (int i = 0; i < 12'345; ++i) text += "PA0501" + std::to_string(1'000'000 + i) + ",Nguyễn Văn An\n";
  MemorySink sink;
  TextSource source(text, 1000);
  std::uint64_t last_bytes = 0;
  std::uint64_t last_rows = 0;
  ImportOptions options;
  options.dry_run = true;
  options.batch_rows = 2000;
  const ImportResult result =
      run_import(source, sink, some_units(), options, [&](std::uint64_t bytes, std::uint64_t rows) {
        CHECK(bytes >= last_bytes);
        CHECK(rows >= last_rows);
        last_bytes = bytes;
        last_rows = rows;
      });
  const ImportReport& report = std::get<ImportReport>(result);
  CHECK(report.taken == 12'345);
  CHECK(report.dry_run);
  CHECK(last_bytes == text.size());
  CHECK(last_rows == 12'345);
  CHECK(sink.largest_batch == 2000);
}

TEST_CASE("the caps on cells, rows and columns are those that are asked for") {
  ImportOptions options;
  options.reading.limits.row = {.cell = 20, .record = 60, .columns = 3};
  const Loaded list(
      "customer_code,full_name,note\nPA05010001234,An,short\nPA05010001235,An,this one is longer than twenty "
      "bytes\n"
      "PA05010001236,An,a,b\nPA05010001237,An,12345678901234567890\n",
      options);
  REQUIRE(list.good());
  CHECK(list.report().taken == 2);
  CHECK(list.report().rejections.of("cell_too_long") == 1);
  CHECK(list.report().rejections.of("too_many_cells") == 1);
}

TEST_CASE("with a table of communes each address that is certain has its form of two levels beside it") {
  const templates::CommuneTable communes = test::communes();
  ImportOptions options;
  options.communes = &communes;
  const std::string text =
      "customer_code,address,tỉnh\n"
      "PA05010001234,\"Thôn Cấm, xã Hương Lâm, huyện Hiệp Hòa\",Bắc Giang\n"
      "PA05010001235,\"Xã Chia Đôi, huyện Hiệp Hòa\",Bắc Giang\n"
      "PA05010001236,\"Hà Nội\",\nPA05010001237,,\n";
  const Loaded list(text, options);
  REQUIRE(list.good());
  const domain::Customer& first = list.customer("PA05010001234");
  CHECK(first.address == "Thôn Cấm, xã Hương Lâm, huyện Hiệp Hòa");
  CHECK(first.extra == std::vector<std::pair<std::string, std::string>>{
                           {"address_two_level", "Thôn Cấm, Xã Hoàng Vân, Bắc Ninh"}});
  CHECK(list.customer("PA05010001235").extra.empty());
  CHECK(list.report().addresses.of("converted") == 1);
  CHECK(list.report().addresses.of("several") == 1);
  CHECK(list.report().addresses.of("unknown") == 1);
  REQUIRE(list.report().facts.notices.size() == 1);
  CHECK(list.report().facts.notices[0].word == "addresses_without_two_levels");
  // A list that has the column itself knows better; without a table nothing is looked for.
  const Loaded own("customer_code,address,address_two_level\nPA05010001234,a,b\n", options);
  CHECK(own.customer("PA05010001234").extra.front().second == "b");
  CHECK(Loaded(text).report().addresses.counts().empty());
}

}  // namespace triand::intake

#include "daemon/intake/import.hpp"

#include <catch2/catch.hpp>

#include <string>

#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {

TEST_CASE("a good list is taken as it is") {
  const Loaded list(
      "customer_code,full_name,phone,email,address,unit,province,segment,language,opt_out,Số tiền\n"
      "PA05010001234,Nguyễn Đức Hường,0912345678,huong@example.vn,\"12 Lý Thái Tổ, Bắc Giang\",PA05,Bắc "
      "Giang,household,vi,,150000\n");
  REQUIRE(list.good());
  CHECK(list.report().read == 1);
  CHECK(list.report().taken == 1);
  CHECK(list.report().inserted == 1);
  CHECK(list.report().repaired == 0);
  CHECK(list.report().set_aside.counts().empty());
  CHECK(list.report().extra_columns == std::vector<std::string>{"so_tien"});
  const domain::Customer& customer = list.customer("PA05010001234");
  CHECK(customer.full_name == "Nguyễn Đức Hường");
  CHECK(customer.phone == "+84912345678");
  CHECK(customer.email == "huong@example.vn");
  CHECK(customer.address == "12 Lý Thái Tổ, Bắc Giang");
  CHECK(customer.unit == "PA05");
  CHECK(customer.province == "Bắc Giang");
  CHECK(customer.segment == "household");
  CHECK(customer.language == "vi");
  CHECK_FALSE(customer.opt_out);
  CHECK(customer.extra == std::vector<std::pair<std::string, std::string>>{{"so_tien", "150000"}});
  CHECK(customer.set_aside.empty());
}

TEST_CASE("repairs are counted by kind and rows only once") {
  const Loaded list(
      "MA_KHANG;TEN_KHANG;SDT\n"
      "pa05010001234;Nguyen Van An;0912.345.678\n"
      "PA05010001235;Nguyen Van Ba;912345678\n"
      "PA05010001236;Nguyen Van Tu;01682345678\n"
      "PA05010001237;Nguyen Van Sau;0912345678\n");
  REQUIRE(list.good());
  const ImportReport& report = list.report();
  CHECK(report.taken == 4);
  CHECK(report.repaired == 3);
  CHECK(report.repairs.of("upper_case") == 1);
  CHECK(report.repairs.of("punctuation") == 1);
  CHECK(report.repairs.of("lost_zero") == 1);
  CHECK(report.repairs.of("converted_2018") == 1);
  CHECK(list.customer("PA05010001236").phone == "+84382345678");
}

TEST_CASE("a bad cell is set aside and the customer is kept") {
  const Loaded list(
      "customer_code,phone,email,unit,language,opt_out\n"
      "PA05010001234,\"9,05E+08\",huong@,PZ99,tiếng Pháp,có lẽ\n");
  REQUIRE(list.good());
  const ImportReport& report = list.report();
  CHECK(report.taken == 1);
  CHECK(report.rejected == 0);
  CHECK(report.set_aside.of("digits_lost") == 1);
  CHECK(report.set_aside.of("bad_email") == 1);
  CHECK(report.set_aside.of("unknown_unit") == 1);
  CHECK(report.set_aside.of("unknown_language") == 1);
  CHECK(report.set_aside.of("unclear_opt_out") == 1);
  const domain::Customer& customer = list.customer("PA05010001234");
  CHECK(customer.phone.empty());
  CHECK(customer.email.empty());
  CHECK(customer.unit == "PA05");
  CHECK(customer.language == "vi");
  CHECK_FALSE(customer.opt_out);
  CHECK(customer.set_aside == std::vector<std::pair<std::string, std::string>>{{"phone", "9,05E+08"},
                                                                               {"email", "huong@"},
                                                                               {"unit", "PZ99"},
                                                                               {"language", "tiếng Pháp"},
                                                                               {"opt_out", "có lẽ"}});
}

TEST_CASE("a row is rejected for its code, its structure and its encoding only") {
  const Loaded list(
      "customer_code,full_name\n"
      ",Nguyen Van An\n"
      "PA05,Nguyen Van An\n"
      "PA05010001234,An,surplus\n"
      "PA05010001235,Nguy\xEA\xF1n\n"
      "PA05010001236,Nguy\uFFFDn\n"
      "PA05010001237,\"open\n"
      "PA05010001238,good,,\n");
  REQUIRE(list.good());
  const ImportReport& report = list.report();
  CHECK(report.read == 7);
  CHECK(report.taken == 1);
  CHECK(report.rejected == 6);
  CHECK(report.rejections.of("missing_customer_code") == 1);
  CHECK(report.rejections.of("bad_customer_code") == 1);
  CHECK(report.rejections.of("too_many_cells") == 1);
  CHECK(report.rejections.of("bad_encoding") == 2);
  CHECK(report.rejections.of("unclosed_quote") == 1);
  CHECK(list.sink.customers.size() == 1);
}

TEST_CASE("the same row twice in a list is taken twice, with other data it is rejected") {
  const Loaded list(
      "customer_code,full_name\nPA05010001234,An\nPA05010001234,An\nPA05010001234,Ba\nPA05010001235,Tu\n");
  REQUIRE(list.good());
  CHECK(list.report().read == 4);
  CHECK(list.report().taken == 3);
  CHECK(list.report().unchanged == 1);
  CHECK(list.report().rejections.of("conflicting_row") == 1);
  CHECK(list.customer("PA05010001234").full_name == "An");
}

TEST_CASE("loading the same list again changes nothing") {
  const std::string text = "customer_code,full_name,phone\nPA05010001234,An,912345678\nPA05010001235,Ba,x\n";
  MemorySink sink;
  for (int round = 0; round < 2; ++round) {
    sink.start_import();
    TextSource source(text);
    const ImportResult result = run_import(source, sink, some_units(), {});
    const ImportReport& report = std::get<ImportReport>(result);
    CHECK(report.taken == 2);
    CHECK(report.inserted == (round == 0 ? 2U : 0U));
    CHECK(report.unchanged == (round == 0 ? 0U : 2U));
    CHECK(report.updated == 0);
  }
}

TEST_CASE("blank rows are not counted and a header alone is a good list of nothing") {
  const Loaded rows("customer_code,full_name\n\n , \nPA05010001234,An\n,\u00A0\n\n");
  REQUIRE(rows.good());
  CHECK(rows.report().read == 1);
  for (const std::string text : {"customer_code,full_name", "customer_code\n", "Mã khách hàng;Họ tên\r\n"}) {
    const Loaded nothing(text);
    REQUIRE(nothing.good());
    CHECK(nothing.report().read == 0);
    CHECK(nothing.report().taken == 0);
  }
}

TEST_CASE("a list without content is a problem with a remedy") {
  for (const std::string text : {"", "\xEF\xBB\xBF", "\n\n  \r\n", "sep=;\n"}) {
    const Loaded list(text);
    REQUIRE_FALSE(list.good());
    CHECK(list.problems().front().word == "empty_list");
    CHECK_FALSE(list.problems().front().remedy.empty());
  }
}

TEST_CASE("the unit comes from the cell, else from the option, else from the code") {
  const std::string text =
      "customer_code,unit\n"
      "PM010001234A,pa0505\n"
      "PM010001234B,Điện lực Bắc Ninh\n"
      "PM010001234C,CÔNG TY ĐIỆN LỰC HẢI DƯƠNG\n"
      "PM010001234D,\n"
      "PD010001234E,\n"
      "PM010001234F,Yên Bái\n"
      "PA050001234G,PMTHO\n";
  const Loaded plain(text);
  REQUIRE(plain.good());
  CHECK(plain.customer("PM010001234A").unit == "PA05");
  CHECK(plain.customer("PM010001234B").unit == "PA22");
  CHECK(plain.customer("PM010001234C").unit == "PM");
  CHECK(plain.customer("PM010001234D").unit == "PM");
  CHECK(plain.customer("PD010001234E").unit.empty());
  CHECK(plain.customer("PM010001234F").unit == "PM");
  CHECK(plain.report().set_aside.of("unknown_unit") == 3);
  CHECK(plain.customer("PA050001234G").unit == "PA05");
  CHECK(plain.report().taken == 7);

  ImportOptions options;
  options.default_unit = "PA22";
  const Loaded with_default(text, options);
  REQUIRE(with_default.good());
  CHECK(with_default.customer("PM010001234A").unit == "PA05");
  CHECK(with_default.customer("PM010001234D").unit == "PA22");
  CHECK(with_default.customer("PD010001234E").unit == "PA22");
  CHECK(with_default.report().set_aside.of("unknown_unit") == 2);

  options.default_unit = "PZ99";
  const Loaded unknown(text, options);
  REQUIRE_FALSE(unknown.good());
  CHECK(unknown.problems().front().word == "unknown_unit");
}

TEST_CASE("names and addresses are composed and cleaned, their letter case stays") {
  const Loaded list(
      "customer_code,full_name,address,note\n"
      "PA05010001234,\"  NGUYE\u0302\u0303N\u00A0 đức\u200B\t An \",\"Số 1\r\nBắc Giang \",'=1+1\n");
  REQUIRE(list.good());
  const domain::Customer& customer = list.customer("PA05010001234");
  CHECK(customer.full_name == "NGUYỄN đức An");
  CHECK(customer.address == "Số 1\nBắc Giang");
  CHECK(customer.extra.front().second == "=1+1");
}

}  // namespace triand::intake

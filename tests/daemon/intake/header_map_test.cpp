#include "daemon/intake/header_map.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace triand::intake {
namespace {

std::variant<HeaderMap, ListProblems> read(const std::vector<std::string_view>& cells) {
  return HeaderMap::read(cells, 1);
}

}  // namespace

TEST_CASE("every name of the contract is known in English and Vietnamese, however it is written") {
  const std::vector<std::pair<Column, std::vector<std::string>>> names = {
      {Column::customer_code,
       {"customer_code", "Customer Code", "CUSTOMER-CODE", "customercode", "mã khách hàng", "MA KHACH HANG",
        "Mã  Khách Hàng", "MA_KHANG", "makhang", "Mã KH"}},
      {Column::full_name,
       {"full_name", "Full Name", "họ tên", "Họ và tên", "HO TEN", "TEN_KHANG", "Tên khách hàng"}},
      {Column::phone, {"phone", "PHONE", "điện thoại", "Số điện thoại", "SDT", "SĐT", "DIEN_THOAI", "ĐTDĐ"}},
      {Column::email, {"email", "E-mail", "EMAIL"}},
      {Column::address, {"address", "địa chỉ", "DIA_CHI", "ĐỊA CHỈ"}},
      {Column::unit, {"unit", "đơn vị", "DON_VI", "Mã đơn vị"}},
      {Column::province, {"province", "tỉnh", "TINH", "Tỉnh/Thành phố"}},
      {Column::segment, {"segment", "nhóm", "NHOM", "Nhóm khách hàng"}},
      {Column::language, {"language", "ngôn ngữ", "NGON_NGU"}},
      {Column::opt_out, {"opt_out", "Opt-out", "từ chối", "TU_CHOI"}},
      {Column::ignored, {"fate", "line", "column", "reason", "Suggestion"}},
      {Column::extra, {"Số tiền", "note", "phone 2", ""}},
  };
  for (const auto& [column, headers] : names)
    for (const std::string& header : headers) {
      CAPTURE(header);
      CHECK(to_string(column_of(header)) == to_string(column));
    }
  CHECK(column_of("Tu\u031B\u0300 cho\u0302\u0301i") == Column::opt_out);
}

TEST_CASE("unknown columns get names for templates, each its own") {
  const auto result = read({"Ghi chú", "customer_code", "GHI-CHU", "", "Số tiền", "", ""});
  REQUIRE(std::holds_alternative<HeaderMap>(result));
  const HeaderMap& header = std::get<HeaderMap>(result);
  REQUIRE(header.targets().size() == 5);
  CHECK(header.index_of(Column::customer_code) == 1U);
  CHECK_FALSE(header.index_of(Column::phone).has_value());
  CHECK(header.targets()[3].extra_name == "column_4");
  CHECK(header.extra_names() == std::vector<std::string>{"ghi_chu", "ghi_chu_2", "so_tien"});
  CHECK(header.targets()[2].header == "GHI-CHU");
}

TEST_CASE("a rejects file's own columns are passed over, and an operator's of the same names are not") {
  const auto columns = [](std::vector<std::string_view> cells) {
    const auto result = read(cells);
    REQUIRE(std::holds_alternative<HeaderMap>(result));
    return std::get<HeaderMap>(result).extra_names();
  };
  CHECK(columns({"customer_code", "Reason", "Line"}) == std::vector<std::string>{"reason", "line"});
  CHECK(columns({"customer_code", "reason", "fate", "line", "column", "reason", "suggestion"}) ==
        std::vector<std::string>{"reason"});
  CHECK(columns({"customer_code", "Fate", "Line", "Column", "Reason", "Suggestion"}).empty());
}

TEST_CASE("whoever loads a list may say what a column means, by its header") {
  const std::vector<std::string_view> cells = {" Mã số ", "phone", "SĐT", "họ tên"};
  const auto chosen = HeaderMap::read(
      cells, 1, {{"Mã số", Column::customer_code}, {"phone", Column::extra}, {"họ tên", Column::address}});
  const auto& map = std::get<HeaderMap>(chosen);
  CHECK(map.index_of(Column::customer_code) == 0);
  CHECK(map.index_of(Column::phone) == 2);
  CHECK(map.index_of(Column::address) == 3);
  CHECK_FALSE(map.index_of(Column::full_name));
  CHECK(map.extra_names() == std::vector<std::string>{"phone"});
  const auto wrong = HeaderMap::read(cells, 3, {{"Mã số", Column::phone}, {"Ma so", Column::email}});
  std::vector<std::string> words;
  for (const ListProblem& problem : std::get<ListProblems>(wrong)) words.push_back(problem.word);
  CHECK(words == std::vector<std::string>{"same_column_twice", "same_column_twice", "no_customer_code_column",
                                          "no_such_column"});
}

TEST_CASE("a header's faults are told together and name what was found") {
  const auto result = read({"Họ tên", "SDT", "Điện thoại"});
  REQUIRE(std::holds_alternative<ListProblems>(result));
  const ListProblems& problems = std::get<ListProblems>(result);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].word == "same_column_twice");
  CHECK(problems[0].message.find("SDT") != std::string::npos);
  CHECK(problems[0].message.find("Điện thoại") != std::string::npos);
  CHECK(problems[1].word == "no_customer_code_column");
  CHECK(problems[1].message.find("Họ tên") != std::string::npos);
  CHECK(problems[1].line == 1);
}

}  // namespace triand::intake

#include "daemon/intake/cell_words.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace triand::intake {

TEST_CASE("a refusal is understood in many words and as the date of the refusal") {
  for (const std::string cell : {"yes", "Y", "x", "X", "1", "TRUE", "có", "Từ chối", "TU CHOI", "TC", "Hủy",
                                 "STOP", "12/03/2025", "2025-03-12"}) {
    CAPTURE(cell);
    CHECK(read_opt_out(cell) == true);
  }
  for (const std::string cell : {"", " ", "no", "0", "false", "không", "Đồng ý", "-"}) {
    CAPTURE(cell);
    CHECK(read_opt_out(cell) == false);
  }
  for (const std::string cell : {"có lẽ", "2", "123456", "?"}) {
    CAPTURE(cell);
    CHECK_FALSE(read_opt_out(cell).has_value());
  }
}

TEST_CASE("a language is Vietnamese or English or unknown") {
  for (const std::string cell : {"", "vi", "VN", "Tiếng Việt", "vi-VN"}) CHECK(read_language(cell) == "vi");
  for (const std::string cell : {"en", "English", "tiếng Anh", "Anh", "EN-us"})
    CHECK(read_language(cell) == "en");
  for (const std::string cell : {"fr", "tiếng Pháp", "xx"}) CHECK_FALSE(read_language(cell).has_value());
}

TEST_CASE("segments fold to lower-case words and their Vietnamese names to the usual ones") {
  CHECK(read_segment("Hộ gia đình") == "household");
  CHECK(read_segment("SINH HOẠT") == "household");
  CHECK(read_segment("doanh nghiệp") == "business");
  CHECK(read_segment("Khách hàng lớn") == "large");
  CHECK(read_segment("lớn") == "large");
  CHECK(read_segment("chính sách") == "policy");
  CHECK(read_segment("Hộ nghèo") == "poor");
  CHECK(read_segment("Household") == "household");
  CHECK(read_segment("Trường học / trạm xá") == "truong_hoc_tram_xa");
  CHECK(read_segment("  ").empty());
}

}  // namespace triand::intake

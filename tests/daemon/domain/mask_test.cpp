#include "daemon/domain/mask.hpp"

#include <catch2/catch.hpp>

namespace triand::domain {

TEST_CASE("a telephone shows its first four and last three digits") {
  CHECK(mask_telephone("+84905123456") == "0905 *** 456");
  CHECK(mask_telephone("0905123456") == "0905 *** 456");
  CHECK(mask_telephone("+842223822345") == "0222 *** 345");
  CHECK(mask_telephone("9,05E+08") == "***");
  CHECK(mask_telephone("12345") == "***");
  CHECK(mask_telephone("090 512 34") == "***34");
  CHECK(mask_telephone("").empty());
}

TEST_CASE("an email address shows its first letter and its domain") {
  CHECK(mask_email("huong@example.vn") == "h***@example.vn");
  CHECK(mask_email("đào@example.vn") == "đ***@example.vn");
  CHECK(mask_email("huong") == "h***");
  CHECK(mask_email("@x") == "@***");
  CHECK(mask_email("").empty());
}

TEST_CASE("a name shows its initials") {
  CHECK(mask_name("Nguyễn Văn An") == "N. V. A.");
  CHECK(mask_name("  Đặng\u00A0Ánh ") == "Đ. Á.");
  CHECK(mask_name("").empty());
}

TEST_CASE("a delivery's address is masked by what it is") {
  CHECK(mask_address("+84905123456") == "0905 *** 456");
  CHECK(mask_address("huong@example.vn") == "h***@example.vn");
  CHECK(mask_address("12 Lý Thái Tổ, Bắc Ninh") == "1***");
}

}  // namespace triand::domain

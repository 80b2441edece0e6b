#include "templates/province.hpp"

#include <catch2/catch.hpp>

namespace triand::templates {

TEST_CASE("every province of today is its own, and the 63 of before come to 34") {
  for (const char* name : {"Hà Nội", "Thành phố Hà Nội", "TP.Hà Nội", "T.P. Hà Nội", "ha noi", "TP. HÀ NỘI"})
    CHECK(province_of_today(name) == "Hà Nội");
  for (const char* name : {"Bắc Giang", "Tỉnh Bắc Giang", "T. Bắc Giang", "T.Bắc Ninh"})
    CHECK(province_of_today(name) == "Bắc Ninh");
  for (const char* name : {"Thừa Thiên - Huế", "TT. Huế"}) CHECK(province_of_today(name) == "Huế");
  CHECK(province_of_today("Đăk Nông") == "Lâm Đồng");
  CHECK(province_of_today("Hải Dương") == "Hải Phòng");
  for (const char* name : {"Hai Bà Trưng", "Huyện Bắc Ninh", "Xã Thái Bình", "T.", ""})
    CHECK_FALSE(province_of_today(name));
}

TEST_CASE("the country is known in its usual spellings") {
  for (const char* name : {"Việt Nam", "Viet Nam", "VIỆT NAM.", "Vietnam", "VN"}) CHECK(is_viet_nam(name));
  for (const char* name : {"Nam", "Việt Nam mới", ""}) CHECK_FALSE(is_viet_nam(name));
}

}  // namespace triand::templates

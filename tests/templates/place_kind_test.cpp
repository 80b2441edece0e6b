#include "templates/place_kind.hpp"

#include <catch2/catch.hpp>

namespace triand::templates {

TEST_CASE("a part of an address names its kind by a word, with marks or without, or an abbreviation") {
  struct Case {
    std::string_view part;
    PlaceKind kind;
    std::string_view plain;
    std::string_view written;
  };
  for (const Case& one : {
           Case{"Phường Suối Hoa", PlaceKind::commune, "phuong suoi hoa", "Phường Suối Hoa"},
           Case{"PHƯỜNG SUỐI HOA", PlaceKind::commune, "phuong suoi hoa", "Phường SUỐI HOA"},
           Case{"xa mau 5", PlaceKind::commune, "xa mau 5", "Xã mau 5"},
           Case{"P. 1", PlaceKind::commune, "phuong 1", "Phường 1"},
           Case{"p.1", PlaceKind::commune, "phuong 1", "Phường 1"},
           Case{"P 1", PlaceKind::commune, "phuong 1", "Phường 1"},
           Case{"F.1", PlaceKind::commune, "phuong 1", "Phường 1"},
           Case{"x. Hương Lâm", PlaceKind::commune, "xa huong lam", "Xã Hương Lâm"},
           Case{"TT. Mẫu", PlaceKind::commune, "thi tran mau", "Thị trấn Mẫu"},
           Case{"TT Mẫu", PlaceKind::commune, "thi tran mau", "Thị trấn Mẫu"},
           Case{"T.T. Mẫu", PlaceKind::commune, "thi tran mau", "Thị trấn Mẫu"},
           Case{"đặc khu Vân Đồn", PlaceKind::commune, "dac khu van don", "Đặc khu Vân Đồn"},
           Case{"TX. Từ Sơn", PlaceKind::district, "thi xa tu son", "Thị xã Từ Sơn"},
           Case{"TX Từ Sơn", PlaceKind::district, "thi xa tu son", "Thị xã Từ Sơn"},
           Case{"T.X Từ Sơn", PlaceKind::district, "thi xa tu son", "Thị xã Từ Sơn"},
           Case{"h. Hiệp Hoà", PlaceKind::district, "huyen hiep hoa", "Huyện Hiệp Hoà"},
           Case{"H Hiệp Hoà", PlaceKind::district, "huyen hiep hoa", "Huyện Hiệp Hoà"},
           Case{"Q.Hồng Bàng", PlaceKind::district, "quan hong bang", "Quận Hồng Bàng"},
           Case{"T.P. Bắc Ninh", PlaceKind::city, "thanh pho bac ninh", "Thành phố Bắc Ninh"},
           Case{"T.P Bắc Ninh", PlaceKind::city, "thanh pho bac ninh", "Thành phố Bắc Ninh"},
           Case{"TP.Bắc Ninh", PlaceKind::city, "thanh pho bac ninh", "Thành phố Bắc Ninh"},
           Case{"tp Bắc Ninh", PlaceKind::city, "thanh pho bac ninh", "Thành phố Bắc Ninh"},
           Case{"Xa lộ Hà Nội", PlaceKind::other, "xa lo ha noi", "Xa lộ Hà Nội"},
           Case{"Quan Nhân", PlaceKind::other, "quan nhan", "Quan Nhân"},
           Case{"Phố Huế", PlaceKind::other, "pho hue", "Phố Huế"},
           Case{"Hùng Vương", PlaceKind::other, "hung vuong", "Hùng Vương"},
           Case{"P.", PlaceKind::other, "p", "P."},
           Case{"H...", PlaceKind::other, "h", "H..."},
           Case{"xã", PlaceKind::other, "xa", "xã"},
           Case{"", PlaceKind::other, "", ""},
       }) {
    CAPTURE(one.part);
    const PlaceName place = place_name(one.part);
    CHECK(place.kind == one.kind);
    CHECK(place.plain == one.plain);
    CHECK(place.written == one.written);
  }
}

TEST_CASE("a word that may be a street's is not sure") {
  for (const char* part : {"Quận 5", "Q. 5", "Q.5", "TP Vinh", "huyện Thử"}) CHECK(place_name(part).sure);
  for (const char* part : {"quan nhan", "q. 5", "Q 5", "h 5"}) CHECK_FALSE(place_name(part).sure);
}

}  // namespace triand::templates

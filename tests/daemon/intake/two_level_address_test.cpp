#include "daemon/intake/two_level_address.hpp"

#include <catch2/catch.hpp>

#include <string_view>

#include "tests/templates/communes.hpp"

namespace triand::intake {
namespace {

using Method = TwoLevelAddress::Method;

}  // namespace

TEST_CASE("an address of three levels becomes one of two where the commune became one other") {
  const templates::CommuneTable communes = test::communes();
  TwoLevelAddress addresses(communes);
  struct Case {
    std::string_view raw;
    std::string_view province;
    Method method;
    std::string_view text;
  };
  for (const Case& one : {
           Case{"Số 12 Lý Thái Tổ, Phường Suối Hoa, TP Bắc Ninh, Tỉnh Bắc Ninh", "", Method::converted,
                "Số 12 Lý Thái Tổ, Phường Kinh Bắc, Bắc Ninh"},
           Case{"12 Lý Thái Tổ, P. Suối Hoa, T.P. Bắc Ninh", "Bắc Ninh", Method::converted,
                "12 Lý Thái Tổ, Phường Kinh Bắc, Bắc Ninh"},
           Case{"Thôn Cấm; xã HƯƠNG LÂM; h. Hiệp Hoà; Bắc Giang; Việt Nam", "", Method::converted,
                "Thôn Cấm, Xã Hoàng Vân, Bắc Ninh"},
           // The new province's name beside the old district.
           Case{"Thôn Cấm, Xã Hương Lâm, Huyện Hiệp Hòa, Tỉnh Bắc Ninh", "", Method::converted,
                "Thôn Cấm, Xã Hoàng Vân, Bắc Ninh"},
           Case{"Xã Hương Lâm, Hiệp Hòa, Bắc Giang", "", Method::converted, "Xã Hoàng Vân, Bắc Ninh"},
           Case{"5 Hạ Lý, P.1, Q.Hồng Bàng, TP Hải Phòng", "", Method::converted,
                "5 Hạ Lý, Phường Hồng Bàng, Hải Phòng"},
           // An old commune without its district, of which there is one alone.
           Case{"Phường Suối Hoa, Bắc Ninh", "", Method::converted, "Phường Kinh Bắc, Bắc Ninh"},
           // Of two communes of one name each its own; without its kind, in small letters, by one letter.
           Case{"Xã Mẫu Một, Huyện Thử, Bắc Giang", "", Method::converted, "Xã Mẫu Mới, Bắc Ninh"},
           Case{"TT Mẫu Một, huyện Thử, T. Bắc Giang", "", Method::converted, "Xã Mẫu Ba, Bắc Ninh"},
           Case{"Hương Lâm, H Hiệp Hòa, Bắc Giang", "", Method::converted, "Xã Hoàng Vân, Bắc Ninh"},
           Case{"thon cam, x huong lam, h.hiep hoa, bac giang, vn", "", Method::converted,
                "thon cam, Xã Hoàng Vân, Bắc Ninh"},
           // Two levels already.
           Case{"12 Lý Thái Tổ, Phường Kinh Bắc, Tỉnh Bắc Ninh", "", Method::as_written,
                "12 Lý Thái Tổ, Phường Kinh Bắc, Bắc Ninh"},
           Case{"Phường Tân Tiến, Bắc Giang", "", Method::as_written, "Phường Tân Tiến, Bắc Ninh"},
           // Not certain.
           Case{"Xã Chia Đôi, Huyện Hiệp Hòa, Bắc Giang", "", Method::several, ""},
           Case{"Xã Minh Đức, Bắc Giang", "", Method::several, ""},
           Case{"Mẫu Một, Huyện Thử, Bắc Giang", "", Method::several, ""},
           Case{"Xã Mẫu Một, Bắc Giang", "", Method::several, ""},
           Case{"Phường Mẫu Một, Huyện Thử, Bắc Giang", "", Method::unknown, ""},
           Case{"Xã Lạ, Huyện Lạ, Bắc Giang", "", Method::unknown, ""},
           Case{"Xã Hương Lâm, Huyện Hiệp Hòa", "", Method::unknown, ""},
           Case{"Xã Hương Lâm, Huyện Hiệp Hòa, Nghệ An", "", Method::unknown, ""},
           Case{"Bắc Giang", "", Method::unknown, ""},
           Case{"", "Bắc Giang", Method::unknown, ""},
           Case{",,;\n", "", Method::unknown, ""},
       }) {
    CAPTURE(one.raw);
    const auto form = addresses.of(one.raw, one.province);
    CHECK(form.method == one.method);
    CHECK(form.text == one.text);
  }
}

}  // namespace triand::intake

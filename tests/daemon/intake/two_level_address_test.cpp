#include "daemon/intake/two_level_address.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace triand::intake {
namespace {

using Method = TwoLevelAddress::Method;

constexpr std::string_view kTable =
    "old_commune,old_district,old_province,new_commune,new_province\n"
    "Phường Suối Hoa,Thành phố Bắc Ninh,Bắc Ninh,Phường Kinh Bắc,Bắc Ninh\n"
    "Phường Ninh Xá,Thành phố Bắc Ninh,Bắc Ninh,Phường Kinh Bắc,Bắc Ninh\n"
    "Xã Tân Tiến,Thành phố Bắc Giang,Bắc Giang,Phường Tân Tiến,Bắc Ninh\n"
    "Xã Hương Lâm,Huyện Hiệp Hòa,Bắc Giang,Xã Hoàng Vân,Bắc Ninh\n"
    "Xã Chia Đôi,Huyện Hiệp Hòa,Bắc Giang,Xã Hoàng Vân,Bắc Ninh\n"
    "Xã Chia Đôi,Huyện Hiệp Hòa,Bắc Giang,Xã Xuân Cẩm,Bắc Ninh\n"
    "Xã Minh Đức,Huyện Việt Yên,Bắc Giang,Phường Nếnh,Bắc Ninh\n"
    "Xã Minh Đức,Huyện Hiệp Hòa,Bắc Giang,Xã Minh Đức,Bắc Ninh\n"
    "Phường 1,Quận Hồng Bàng,Hải Phòng,Phường Hồng Bàng,Hải Phòng\n";

CommuneTable table() { return std::get<CommuneTable>(CommuneTable::load(kTable)); }

}  // namespace

TEST_CASE("an address of three levels becomes one of two where the commune became one other") {
  const CommuneTable communes = table();
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
           // Two levels already.
           Case{"12 Lý Thái Tổ, Phường Kinh Bắc, Tỉnh Bắc Ninh", "", Method::as_written,
                "12 Lý Thái Tổ, Phường Kinh Bắc, Bắc Ninh"},
           Case{"Phường Tân Tiến, Bắc Giang", "", Method::as_written, "Phường Tân Tiến, Bắc Ninh"},
           // Not certain.
           Case{"Xã Chia Đôi, Huyện Hiệp Hòa, Bắc Giang", "", Method::several, ""},
           Case{"Xã Minh Đức, Bắc Giang", "", Method::several, ""},
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

TEST_CASE("a table of communes that is wrong says where, all at once") {
  const auto faults = [](std::string_view csv) {
    auto loaded = CommuneTable::load(csv);
    REQUIRE(std::holds_alternative<std::vector<CommuneTable::Fault>>(loaded));
    std::vector<int> lines;
    for (const auto& fault : std::get<std::vector<CommuneTable::Fault>>(loaded)) lines.push_back(fault.line);
    return lines;
  };
  CHECK(faults("") == std::vector<int>{1});
  CHECK(faults("a,b\n") == std::vector<int>{1});
  const std::string header(kTable.substr(0, kTable.find('\n') + 1));
  CHECK(faults(header + "a,b,c,d\na,b,c,d,e\na,b,,d,e\na,b,c,d,\xFF\n") == std::vector<int>{2, 4, 5});
  CHECK_FALSE(std::get<CommuneTable>(CommuneTable::load("\xEF\xBB\xBF" + header + "a,b,c,d,e\r\n")).empty());
}

}  // namespace triand::intake

#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "templates/commune_table.hpp"

namespace triand::test {

// A table of communes as operators keep it, for all that reads addresses.
inline constexpr std::string_view kCommunes =
    "old_commune,old_district,old_province,new_commune,new_province\n"
    "Phường Suối Hoa,Thành phố Bắc Ninh,Bắc Ninh,Phường Kinh Bắc,Bắc Ninh\n"
    "Phường Ninh Xá,Thành phố Bắc Ninh,Bắc Ninh,Phường Kinh Bắc,Bắc Ninh\n"
    "Xã Tân Tiến,Thành phố Bắc Giang,Bắc Giang,Phường Tân Tiến,Bắc Ninh\n"
    "Xã Hương Lâm,Huyện Hiệp Hòa,Bắc Giang,Xã Hoàng Vân,Bắc Ninh\n"
    // Parted.
    "Xã Chia Đôi,Huyện Hiệp Hòa,Bắc Giang,Xã Hoàng Vân,Bắc Ninh\n"
    "Xã Chia Đôi,Huyện Hiệp Hòa,Bắc Giang,Xã Xuân Cẩm,Bắc Ninh\n"
    // One name in two districts, and today's name of one of them.
    "Xã Minh Đức,Huyện Việt Yên,Bắc Giang,Phường Nếnh,Bắc Ninh\n"
    "Xã Minh Đức,Huyện Hiệp Hòa,Bắc Giang,Xã Minh Đức,Bắc Ninh\n"
    "Phường 1,Quận Hồng Bàng,Hải Phòng,Phường Hồng Bàng,Hải Phòng\n"
    // One name in two districts, and of two kinds in one of them.
    "Xã Mẫu Một,Huyện Thử,Bắc Giang,Xã Mẫu Mới,Bắc Ninh\n"
    "Xã Mẫu Một,Huyện Khác,Bắc Giang,Phường Mẫu Lạ,Bắc Ninh\n"
    "Thị trấn Mẫu Một,Huyện Thử,Bắc Giang,Xã Mẫu Ba,Bắc Ninh\n";

[[nodiscard]] inline templates::CommuneTable communes() {
  return std::get<templates::CommuneTable>(templates::CommuneTable::load(kCommunes));
}

// The same as a spreadsheet saves it: with a BOM, every cell in quotes, CRLF.
[[nodiscard]] inline std::string communes_of_a_spreadsheet() {
  std::string out = "\xEF\xBB\xBF\"";
  for (const char c : kCommunes) {
    if (c == ',')
      out += "\",\"";
    else if (c == '\n')
      out += "\"\r\n\"";
    else
      out += c;
  }
  out.pop_back();  // of a line that does not come
  return out;
}

}  // namespace triand::test

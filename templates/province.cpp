#include "templates/province.hpp"

#include <array>
#include <map>
#include <utility>

#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

struct Merger {
  std::string_view today;
  std::string_view before;  // parted by '/'
};

constexpr std::array<Merger, 34> kProvinces = {{
    {"An Giang", "An Giang/Kiên Giang"},
    {"Bắc Ninh", "Bắc Ninh/Bắc Giang"},
    {"Cà Mau", "Cà Mau/Bạc Liêu"},
    {"Cao Bằng", "Cao Bằng"},
    {"Cần Thơ", "Cần Thơ/Sóc Trăng/Hậu Giang"},
    {"Đà Nẵng", "Đà Nẵng/Quảng Nam"},
    {"Đắk Lắk", "Đắk Lắk/Đăk Lăk/Đắc Lắc/Phú Yên"},
    {"Điện Biên", "Điện Biên"},
    {"Đồng Nai", "Đồng Nai/Bình Phước"},
    {"Đồng Tháp", "Đồng Tháp/Tiền Giang"},
    {"Gia Lai", "Gia Lai/Bình Định"},
    {"Hà Nội", "Hà Nội"},
    {"Hà Tĩnh", "Hà Tĩnh"},
    {"Hải Phòng", "Hải Phòng/Hải Dương"},
    {"Huế", "Huế/Thừa Thiên Huế/Thừa Thiên - Huế/TT Huế"},
    {"Hưng Yên", "Hưng Yên/Thái Bình"},
    {"Khánh Hòa", "Khánh Hòa/Ninh Thuận"},
    {"Lai Châu", "Lai Châu"},
    {"Lạng Sơn", "Lạng Sơn"},
    {"Lào Cai", "Lào Cai/Yên Bái"},
    {"Lâm Đồng", "Lâm Đồng/Đắk Nông/Đăk Nông/Đắc Nông/Bình Thuận"},
    {"Nghệ An", "Nghệ An"},
    {"Ninh Bình", "Ninh Bình/Hà Nam/Nam Định"},
    {"Phú Thọ", "Phú Thọ/Vĩnh Phúc/Hòa Bình"},
    {"Quảng Ngãi", "Quảng Ngãi/Kon Tum"},
    {"Quảng Ninh", "Quảng Ninh"},
    {"Quảng Trị", "Quảng Trị/Quảng Bình"},
    {"Sơn La", "Sơn La"},
    {"Tây Ninh", "Tây Ninh/Long An"},
    {"Thái Nguyên", "Thái Nguyên/Bắc Kạn/Bắc Cạn"},
    {"Thanh Hóa", "Thanh Hóa"},
    {"Thành phố Hồ Chí Minh", "Hồ Chí Minh/Bình Dương/Bà Rịa - Vũng Tàu/Bà Rịa Vũng Tàu"},
    {"Tuyên Quang", "Tuyên Quang/Hà Giang"},
    {"Vĩnh Long", "Vĩnh Long/Bến Tre/Trà Vinh"},
}};

std::map<std::string, std::string_view, std::less<>> by_name() {
  std::map<std::string, std::string_view, std::less<>> out;
  for (const Merger& merger : kProvinces) {
    std::string_view names = merger.before;
    while (!names.empty()) {
      const std::size_t end = names.find('/');
      out.emplace(plain_name(names.substr(0, end)), merger.today);
      names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
    }
  }
  return out;
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string out;
  bool gap = false;
  for (const char c : to_lower(strip_diacritics(name))) {
    const bool blank = c == ' ' || c == '.' || c == '-' || c == '\t' || c == '\n';
    if (!blank && gap && !out.empty()) out += ' ';
    gap = blank || (gap && blank);
    if (!blank) out += c;
  }
  return out;
}

bool is_viet_nam(std::string_view name) {
  const std::string plain = plain_name(name);
  return plain == "viet nam" || plain == "vietnam" || plain == "vn";
}

std::optional<std::string> province_of_today(std::string_view name) {
  static const auto kByName = by_name();
  const std::string plain = plain_name(name);
  for (const std::string_view kind : {"", "tinh ", "thanh pho ", "tp ", "t p ", "t "}) {
    if (!std::string_view(plain).starts_with(kind)) continue;
    const auto found = kByName.find(std::string_view(plain).substr(kind.size()));
    if (found != kByName.end()) return std::string(found->second);
  }
  return std::nullopt;
}

}  // namespace triand::templates

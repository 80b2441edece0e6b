#include "tests/standin/customers/names.hpp"

namespace triand::standin {

const std::vector<NamePiece>& family_names() {
  static const std::vector<NamePiece> kNames = {
      {"Nguyễn", "nguyen"}, {"Trần", "tran"}, {"Lê", "le"},       {"Phạm", "pham"},   {"Hoàng", "hoang"},
      {"Vũ", "vu"},         {"Đặng", "dang"}, {"Bùi", "bui"},     {"Đỗ", "do"},       {"Ngô", "ngo"},
      {"Dương", "duong"},   {"Lý", "ly"},     {"Phan", "phan"},   {"Trịnh", "trinh"}, {"Đinh", "dinh"},
      {"Mai", "mai"},       {"Đào", "dao"},   {"Lương", "luong"}, {"Hà", "ha"},       {"Cao", "cao"},
      {"Vi", "vi"},         {"Nông", "nong"}, {"Lục", "luc"},     {"Triệu", "trieu"},
  };
  return kNames;
}

const std::vector<std::string_view>& middle_names(bool female) {
  static const std::vector<std::string_view> kFemale = {"Thị",  "Thị",  "Thị",  "Thị",
                                                        "Ngọc", "Diệu", "Thùy", "Lệ"};
  static const std::vector<std::string_view> kMale = {"Văn",  "Văn", "Văn",  "Hữu",
                                                      "Đình", "Bá",  "Doãn", "Viết"};
  return female ? kFemale : kMale;
}

const std::vector<NamePiece>& given_names(bool female) {
  static const std::vector<NamePiece> kFemale = {
      {"Hoài Thu", "hoaithu"},       {"Bích Hợp", "bichhop"},   {"Lan Chi", "lanchi"},
      {"Hạnh Nguyên", "hanhnguyen"}, {"Thu Sương", "thusuong"}, {"Xuân Hòa", "xuanhoa"},
      {"Mai Lý", "maily"},           {"Hồng Vân", "hongvan"},   {"Minh Nhâm", "minhnham"},
      {"Thanh Luyến", "thanhluyen"}, {"Như Hảo", "nhuhao"},     {"Yến Phi", "yenphi"},
      {"Khánh Thục", "khanhthuc"},   {"Quế Lâm", "quelam"},     {"Tố Uyên", "touyen"},
      {"Ánh Đào", "anhdao"},         {"Bảo Nhi", "baonhi"},     {"Cẩm Duyên", "camduyen"},
      {"Hiền Hậu", "hienhau"},       {"Thúy Liễu", "thuylieu"},
  };
  static const std::vector<NamePiece> kMale = {
      {"Hoài Ân", "hoaian"},         {"Gia Khiêm", "giakhiem"},     {"Duy Thành", "duythanh"},
      {"Khắc Điệp", "khacdiep"},     {"Minh Nghiệp", "minhnghiep"}, {"Thế Lực", "theluc"},
      {"Trung Nghĩa", "trungnghia"}, {"Xuân Lập", "xuanlap"},       {"Quốc Khôi", "quockhoi"},
      {"Thanh Nhàn", "thanhnhan"},   {"An Bình", "anbinh"},         {"Chí Vỹ", "chivy"},
      {"Đức Thuận", "ducthuan"},     {"Hải Đăng", "haidang"},       {"Nhật Quý", "nhatquy"},
      {"Phúc Lộc", "phucloc"},       {"Sơn Thạch", "sonthach"},     {"Tiến Hưởng", "tienhuong"},
      {"Vinh Hiển", "vinhhien"},     {"Bảo Toàn", "baotoan"},
  };
  return female ? kFemale : kMale;
}

const std::vector<std::string_view>& company_names() {
  static const std::vector<std::string_view> kNames = {"Mẫu Bình Minh", "Mẫu Hừng Đông", "Mẫu Sông Xanh",
                                                       "Mẫu Núi Xa",    "Mẫu Lúa Vàng",  "Mẫu Trời Cao",
                                                       "Mẫu Gió Mới",   "Mẫu Đồng Nội"};
  return kNames;
}

const std::vector<std::string_view>& company_forms() {
  static const std::vector<std::string_view> kForms = {"Công ty TNHH", "Công ty Cổ phần", "Hợp tác xã",
                                                       "Cửa hàng", "Xưởng sản xuất"};
  return kForms;
}

const std::vector<std::string_view>& street_names() {
  static const std::vector<std::string_view> kStreets = {
      "đường Hoa Mẫu Đơn", "phố Cây Bàng Già", "đường Mây Trắng", "ngõ Giếng Mẫu",
      "phố Nắng Sớm",      "đường Bến Mơ",     "thôn Mẫu Một",    "xóm Mẫu Hai",
      "thôn Cầu Vồng",     "bản Suối Mơ",      "khu phố Thử",     "đường Cánh Diều",
  };
  return kStreets;
}

}  // namespace triand::standin

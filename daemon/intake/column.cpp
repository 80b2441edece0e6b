#include "daemon/intake/column.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr std::array<std::string_view, 12> kNames = {"customer_code", "full_name", "phone",    "email",
                                                     "address",       "unit",      "province", "segment",
                                                     "language",      "opt_out",   "extra",    "ignored"};

struct Synonym {
  std::string_view header;  // folded, without anything but letters and digits
  Column column;
};

constexpr Synonym kSynonyms[] = {
    {"customercode", Column::customer_code},
    {"customerid", Column::customer_code},
    {"makhachhang", Column::customer_code},
    {"makhang", Column::customer_code},
    {"makh", Column::customer_code},
    {"mkh", Column::customer_code},
    {"fullname", Column::full_name},
    {"name", Column::full_name},
    {"customername", Column::full_name},
    {"hoten", Column::full_name},
    {"hovaten", Column::full_name},
    {"hotenkhachhang", Column::full_name},
    {"hovatenkhachhang", Column::full_name},
    {"tenkhachhang", Column::full_name},
    {"tenkhang", Column::full_name},
    {"tenkh", Column::full_name},
    {"ten", Column::full_name},
    {"phone", Column::phone},
    {"phonenumber", Column::phone},
    {"telephone", Column::phone},
    {"tel", Column::phone},
    {"mobile", Column::phone},
    {"mobilephone", Column::phone},
    {"dienthoai", Column::phone},
    {"dthoai", Column::phone},
    {"sodienthoai", Column::phone},
    {"dienthoaididong", Column::phone},
    {"didong", Column::phone},
    {"dtdd", Column::phone},
    {"sdt", Column::phone},
    {"sodt", Column::phone},
    {"email", Column::email},
    {"emailaddress", Column::email},
    {"mail", Column::email},
    {"thudientu", Column::email},
    {"diachiemail", Column::email},
    {"address", Column::address},
    {"postaladdress", Column::address},
    {"diachi", Column::address},
    {"dchi", Column::address},
    {"diachikhachhang", Column::address},
    {"diachilienhe", Column::address},
    {"unit", Column::unit},
    {"unitcode", Column::unit},
    {"unitcodeprefix", Column::unit},
    {"donvi", Column::unit},
    {"dvi", Column::unit},
    {"madonvi", Column::unit},
    {"madvi", Column::unit},
    {"madviqly", Column::unit},
    {"madonviquanly", Column::unit},
    {"donviquanly", Column::unit},
    {"province", Column::province},
    {"tinh", Column::province},
    {"tinhthanh", Column::province},
    {"tinhthanhpho", Column::province},
    {"tinhtp", Column::province},
    {"segment", Column::segment},
    {"customersegment", Column::segment},
    {"customertype", Column::segment},
    {"nhom", Column::segment},
    {"nhomkhachhang", Column::segment},
    {"nhomkh", Column::segment},
    {"loaikhachhang", Column::segment},
    {"loaikh", Column::segment},
    {"phankhuc", Column::segment},
    {"language", Column::language},
    {"lang", Column::language},
    {"ngonngu", Column::language},
    {"optout", Column::opt_out},
    {"unsubscribed", Column::opt_out},
    {"donotcontact", Column::opt_out},
    {"tuchoi", Column::opt_out},
    {"tuchoinhantin", Column::opt_out},
    {"khongnhantin", Column::opt_out},
    {"ngungnhantin", Column::opt_out},
    {"fate", Column::ignored},
    {"line", Column::ignored},
    {"column", Column::ignored},
    {"reason", Column::ignored},
    {"suggestion", Column::ignored},
};

}  // namespace

std::string_view to_string(Column column) { return kNames[static_cast<std::size_t>(column)]; }

std::optional<Column> column_from(std::string_view word) {
  for (std::size_t at = 0; at <= kKnownColumns; ++at)
    if (kNames[at] == word) return static_cast<Column>(at);
  return std::nullopt;
}

Column column_of(std::string_view header) {
  std::string folded;
  for (const char c : templates::fold_name(header))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      folded += c;
  const auto* found = std::find_if(std::begin(kSynonyms), std::end(kSynonyms),
                                   [&folded](const Synonym& synonym) { return synonym.header == folded; });
  return found == std::end(kSynonyms) ? Column::extra : found->column;
}

}  // namespace triand::intake

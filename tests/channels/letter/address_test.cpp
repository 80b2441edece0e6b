#include "channels/letter/postal_address.hpp"

#include <catch2/catch.hpp>

#include "channels/letter/letter.hpp"
#include "tests/channels/letter/workshop.hpp"
#include "tests/templates/communes.hpp"

namespace triand::channels::letter {
namespace {

// What is seen through the window, the name left out; or why nothing is.
std::string printed(std::string_view raw, std::string_view province = "",
                    const templates::CommuneTable* table = nullptr) {
  const PostalAddress address = read_address(raw, province, table, Districts::left_out);
  if (!address.unclear.empty()) return "! " + address.unclear;
  return address.lines + (address.province.empty() ? "" : "\n" + address.province);
}

TEST_CASE("an address is printed as street, commune and province, each on its line") {
  CHECK(printed("Số 5 Trần Phú, phường Mẫu 3, Bắc Ninh") == "Số 5 Trần Phú\nphường Mẫu 3\nBắc Ninh");
  CHECK(printed("Số 1, Tổ 3, Thôn Đông\nXã Tân Ước", "Điện Biên") ==
        "Số 1, Tổ 3, Thôn Đông\nXã Tân Ước\nĐiện Biên");
  CHECK(printed("Thôn Đông xã Tân Ước tỉnh Lạng Sơn") == "Thôn Đông\nxã Tân Ước\ntỉnh Lạng Sơn");
  CHECK(printed("12 Phố Huế, P. Hai Bà Trưng, TP. Hà Nội") == "12 Phố Huế\nP. Hai Bà Trưng\nTP. Hà Nội");
  CHECK(printed("Đặc khu Vân Đồn, Quảng Ninh, Việt Nam") == "Đặc khu Vân Đồn\nQuảng Ninh");
  CHECK(printed("so 3, xa Mau 5, Bac Ninh") == "so 3\nxa Mau 5\nBac Ninh");
  CHECK(printed("Thôn 4, Xã Yên Sơn, Thanh Hóa 40000") == "Thôn 4\nXã Yên Sơn\nThanh Hóa 40000");
}

TEST_CASE("the column's province is printed where the address names none, and no other time") {
  CHECK(printed("Số 5, xã Mẫu 3", "Lào Cai") == "Số 5\nxã Mẫu 3\nLào Cai");
  CHECK(printed("Số 5, xã Mẫu 3, Hà Nội", "Lào Cai") == "Số 5\nxã Mẫu 3\nHà Nội");
  CHECK(printed("Số 5, xã Mẫu 3") == "Số 5\nxã Mẫu 3");
}

TEST_CASE("a province of before July 2025 is printed as what it became, and that is told") {
  const PostalAddress address = read_address("Số 5, xã Mẫu 3, Bắc Giang", "", nullptr);
  CHECK(address.province == "Bắc Ninh");
  CHECK(address.region == "Bắc Ninh");
  CHECK(address.changed == "Bắc Giang is printed as Bắc Ninh");
  CHECK(read_address("Số 5, xã Mẫu 3", "Tỉnh Hoà Bình", nullptr).province == "Phú Thọ");
  CHECK(read_address("Số 5, xã Mẫu 3, Tỉnh Bắc Ninh", "", nullptr).changed.empty());
  CHECK(read_address("Số 5, xã Mẫu 3, TP Hồ Chí Minh", "", nullptr).changed.empty());
  // The old code of a province that went.
  CHECK(read_address("Số 5, xã Mẫu 3, Bắc Giang 26000", "", nullptr).province == "Bắc Ninh");
}

TEST_CASE("a district is never printed") {
  CHECK(printed("Số 5, Xã Tân Ước, Huyện Thanh Oai, Hà Nội") == "Số 5\nXã Tân Ước\nHà Nội");
  CHECK(printed("Số 5, P. Dĩnh Kế, TP Bắc Giang, Bắc Giang") == "Số 5\nP. Dĩnh Kế\nBắc Ninh");
  CHECK(printed("Thôn Đông xã Tân Ước huyện Thanh Oai tỉnh Lạng Sơn") ==
        "Thôn Đông\nxã Tân Ước\ntỉnh Lạng Sơn");
  CHECK(printed("Số 5, Phường Mẫu, Thị xã Từ Sơn, Bắc Ninh") == "Số 5\nPhường Mẫu\nBắc Ninh");
  CHECK(read_address("Số 5, Xã Tân Ước, Huyện Thanh Oai, Hà Nội", "", nullptr, Districts::left_out).changed ==
        "Huyện Thanh Oai is left out");
}

TEST_CASE("without a table of communes an address that names a district is held, unless that is allowed") {
  for (const char* raw :
       {"Số 5, Xã Tân Ước, Huyện Thanh Oai, Hà Nội", "Số 5, P. Dĩnh Kế, TP Bắc Giang, Bắc Giang",
        "thon 1, xa mau mot, huyen khac, bac giang"}) {
    INFO(raw);
    const PostalAddress address = read_address(raw, "", nullptr);
    CHECK(address.unclear.find("without the table of communes") != std::string::npos);
    CHECK(read_address(raw, "", nullptr, Districts::left_out).unclear.empty());
  }
  // Of two levels.
  CHECK(read_address("Số 5, Xã Tân Ước, Hà Nội", "", nullptr).unclear.empty());
  Envelope source = envelope(1);
  source.to = "Số 5, Xã Tân Ước, Huyện Thanh Oai, Hà Nội";
  CHECK_FALSE(letter_of(source, nullptr).printed.unclear.empty());
  CHECK(letter_of(source, nullptr, Districts::left_out).printed.unclear.empty());
}

TEST_CASE("a district without a commune is not clear, and a street that is named like one is a street") {
  CHECK(
      printed("Số 5 Trần Phú, Quận Ngô Quyền, Hải Phòng").starts_with("! the address names Quận Ngô Quyền"));
  CHECK(printed("So 5, quan nhan, Ha Noi") == "So 5, quan nhan\nHa Noi");
  CHECK(printed("Số 5, h. 3, Hà Nội") == "Số 5, h. 3\nHà Nội");
  CHECK(printed("Số 9 Quan Nhân, phường Thanh Xuân, Hà Nội") == "Số 9 Quan Nhân\nphường Thanh Xuân\nHà Nội");
  CHECK(printed("Xa lộ Hà Nội, Phường An Phú, TP. Hồ Chí Minh") ==
        "Xa lộ Hà Nội\nPhường An Phú\nTP. Hồ Chí Minh");
}

TEST_CASE("with the table of communes an old one is printed as what it became") {
  const templates::CommuneTable communes = test::communes();
  CHECK(printed("Thôn 1, Xã Mẫu Một, Huyện Thử, Bắc Giang", "", &communes) == "Thôn 1\nXã Mẫu Mới\nBắc Ninh");
  CHECK(printed("Thôn 1, TT. Mẫu Một, H. Thử, Bắc Giang", "", &communes) == "Thôn 1\nXã Mẫu Ba\nBắc Ninh");
  CHECK(printed("12 Lý Thái Tổ, P Suối Hoa, T.P. Bắc Ninh, T. Bắc Ninh", "", &communes) ==
        "12 Lý Thái Tổ\nPhường Kinh Bắc\nT. Bắc Ninh");
  CHECK(printed("Thôn Cấm, x. Hương Lâm, h. Hiệp Hoà, Bắc Giang, Vietnam", "", &communes) ==
        "Thôn Cấm\nXã Hoàng Vân\nBắc Ninh");
  CHECK(printed("thon 1, xa mau mot, huyen khac, bac giang", "", &communes) ==
        "thon 1\nPhường Mẫu Lạ\nBắc Ninh");
  // Of today already.
  CHECK(printed("Thôn 1, xã Mẫu Mới, Bắc Ninh", "", &communes) == "Thôn 1\nxã Mẫu Mới\nBắc Ninh");
  CHECK(read_address("Thôn 1, Xã Mẫu Một, Huyện Thử, Bắc Giang", "", &communes).changed ==
        "Xã Mẫu Một is printed as Xã Mẫu Mới; Huyện Thử is left out; Bắc Giang is printed as Bắc Ninh");
}

TEST_CASE("what the table leaves open is not guessed") {
  const templates::CommuneTable communes = test::communes();
  // Parted in 2025.
  CHECK(printed("Thôn 1, Xã Chia Đôi, Huyện Hiệp Hòa, Bắc Giang", "", &communes) ==
        "! Xã Chia Đôi was parted in 2025 and may be any of Xã Hoàng Vân (Bắc Ninh), Xã Xuân Cẩm (Bắc Ninh); "
        "write the new one into the list");
  // The name stood in two districts, and none is named.
  CHECK(printed("Thôn 1, Xã Mẫu Một, Bắc Giang", "", &communes).starts_with("! Xã Mẫu Một was parted"));
  CHECK(printed("Thôn 1, Xã Lạ, Huyện Thử, Bắc Giang", "", &communes)
            .starts_with("! the table of communes does not know Xã Lạ, Huyện Thử, Bắc Ninh"));
}

TEST_CASE("a batch is in the order of provinces, then communes, whatever way they are written") {
  std::vector<Letter> all;
  int number = 0;
  for (const char* address : {"Số 2, xã B, tỉnh Bắc Ninh", "Số 1, Xã A, Bắc Giang", "Số 9, xã Đ, An Giang",
                              "Số 1, xã B, Bắc Ninh", "Số 1, xã D, An Giang"}) {
    Envelope one = envelope(++number);
    one.to = address;
    one.province.clear();
    all.push_back(letter_of(one, nullptr));
  }
  sort_for_post(all);
  std::string order;
  for (const Letter& one : all) order += one.reference.back();
  CHECK(order == "53241");
}

}  // namespace
}  // namespace triand::channels::letter

#include "channels/letter/postal_address.hpp"

#include <fstream>

#include <catch2/catch.hpp>

#include "channels/letter/address_block.hpp"
#include "channels/letter/place_kind.hpp"
#include "channels/letter/province.hpp"
#include "tests/channels/letter/workshop.hpp"

namespace triand::channels::letter {
namespace {

// What is seen through the window, the name left out; or why nothing is.
std::string printed(std::string_view raw, std::string_view province = "",
                    const CommuneTable* table = nullptr) {
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

TEST_CASE("every province of today is its own, and the 63 of before come to 34") {
  for (const char* name : {"Hà Nội", "Thành phố Hà Nội", "TP.Hà Nội", "ha noi", "TP. HÀ NỘI"})
    CHECK(province_of_today(name) == "Hà Nội");
  CHECK(province_of_today("Thừa Thiên - Huế") == "Huế");
  CHECK(province_of_today("Đăk Nông") == "Lâm Đồng");
  CHECK(province_of_today("Hải Dương") == "Hải Phòng");
  CHECK_FALSE(province_of_today("Hai Bà Trưng"));
  CHECK_FALSE(province_of_today(""));
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
  CHECK(printed("Số 9 Quan Nhân, phường Thanh Xuân, Hà Nội") == "Số 9 Quan Nhân\nphường Thanh Xuân\nHà Nội");
  CHECK(printed("Xa lộ Hà Nội, Phường An Phú, TP. Hồ Chí Minh") ==
        "Xa lộ Hà Nội\nPhường An Phú\nTP. Hồ Chí Minh");
}

const char* const kTable =
    "old_commune,old_district,old_province,new_commune,new_province\n"
    "Xã Mẫu Một,Huyện Thử,Bắc Giang,Xã Mẫu Mới,Bắc Ninh\n"
    "Xã Mẫu Một,Huyện Khác,Bắc Giang,Phường Mẫu Lạ,Bắc Ninh\n"
    "Thị trấn Mẫu,Huyện Thử,Bắc Giang,Xã Mẫu Mới,Bắc Ninh\n"
    "Xã Mẫu Hai,Huyện Thử,Bắc Giang,Xã Mẫu Mới,Bắc Ninh\n"
    "Xã Mẫu Hai,Huyện Thử,Bắc Giang,Xã Mẫu Ba,Bắc Ninh\n";

CommuneTable table(const std::string& text, config::Problems& problems) {
  const Folder folder;
  const std::string path = folder.path() + "/communes.csv";
  std::ofstream(path) << text;
  return CommuneTable::load(path, problems);
}

TEST_CASE("with the table of communes an old one is printed as what it became") {
  config::Problems problems;
  const CommuneTable communes = table(kTable, problems);
  REQUIRE(problems.empty());
  CHECK(printed("Thôn 1, Xã Mẫu Một, Huyện Thử, Bắc Giang", "", &communes) == "Thôn 1\nXã Mẫu Mới\nBắc Ninh");
  CHECK(printed("Thôn 1, TT. Mẫu, H. Thử, Bắc Giang", "", &communes) == "Thôn 1\nXã Mẫu Mới\nBắc Ninh");
  CHECK(printed("thon 1, xa mau mot, huyen khac, bac giang", "", &communes) ==
        "thon 1\nPhường Mẫu Lạ\nBắc Ninh");
  // Of today already.
  CHECK(printed("Thôn 1, xã Mẫu Mới, Bắc Ninh", "", &communes) == "Thôn 1\nxã Mẫu Mới\nBắc Ninh");
  CHECK(read_address("Thôn 1, Xã Mẫu Một, Huyện Thử, Bắc Giang", "", &communes).changed ==
        "Xã Mẫu Một is printed as Xã Mẫu Mới; Huyện Thử is left out; Bắc Giang is printed as Bắc Ninh");
}

TEST_CASE("what the table leaves open is not guessed") {
  config::Problems problems;
  const CommuneTable communes = table(kTable, problems);
  // Parted in 2025.
  CHECK(printed("Thôn 1, Xã Mẫu Hai, Huyện Thử, Bắc Giang", "", &communes) ==
        "! Xã Mẫu Hai was parted in 2025 and may be any of Xã Mẫu Mới (Bắc Ninh), Xã Mẫu Ba (Bắc Ninh); "
        "write the "
        "new one into the list");
  // The name stood in two districts, and none is named.
  CHECK(printed("Thôn 1, Xã Mẫu Một, Bắc Giang", "", &communes).starts_with("! Xã Mẫu Một was parted"));
  CHECK(printed("Thôn 1, Xã Lạ, Huyện Thử, Bắc Giang", "", &communes)
            .starts_with("! the table of communes does not know Xã Lạ, Huyện Thử, Bắc Ninh"));
}

TEST_CASE("faults of the table are told with their lines") {
  config::Problems problems;
  table("old_commune,old_district\n", problems);
  table(
      "old_commune,old_district,old_province,new_commune,new_province\nMẫu,H,Bắc Giang,Xã A,Bắc Ninh\n"
      "Xã A,H,Bắc Giang,Xã B\nXã A,H,Nowhere,Xã B,Bắc Ninh\n",
      problems);
  CommuneTable::load("/does/not/exist.csv", problems);
  REQUIRE(problems.size() == 5);
  CHECK(problems[0].line == 1);
  CHECK(problems[1].line == 2);
  CHECK(problems[1].message.find("names no commune") == 0);
  CHECK(problems[2].message.find("has not five cells") == 0);
  CHECK(problems[3].message.find("names no province") == 0);
  CHECK(problems[4].message.find("cannot be read") == 0);
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

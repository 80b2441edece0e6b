#include "templates/commune_table.hpp"

#include <catch2/catch.hpp>

#include "tests/templates/communes.hpp"

namespace triand::templates {
namespace {

using Place = CommuneTable::Place;

const Place kMauMoi{"Xã Mẫu Mới", "xa mau moi", "Bắc Ninh"};
const Place kMauLa{"Phường Mẫu Lạ", "phuong mau la", "Bắc Ninh"};
const Place kMauBa{"Xã Mẫu Ba", "xa mau ba", "Bắc Ninh"};

std::vector<CommuneTable::Fault> faults_of(std::string_view csv) {
  auto loaded = CommuneTable::load(csv);
  REQUIRE(std::holds_alternative<std::vector<CommuneTable::Fault>>(loaded));
  return std::get<std::vector<CommuneTable::Fault>>(std::move(loaded));
}

std::string with_header(std::string_view lines) {
  return std::string(test::kCommunes.substr(0, test::kCommunes.find('\n') + 1)) + std::string(lines);
}

}  // namespace

TEST_CASE("an old commune is known by kind, name, district and province of today") {
  const CommuneTable table = test::communes();
  CHECK(table.became("xa mau mot", "thu", "Bắc Ninh") == std::vector{kMauMoi});
  CHECK(table.became("thi tran mau mot", "thu", "Bắc Ninh") == std::vector{kMauBa});
  CHECK(table.became("xa mau mot", "", "Bắc Ninh") == std::vector{kMauMoi, kMauLa});
  // Without its kind it may be either.
  CHECK(table.became("mau mot", "thu", "Bắc Ninh") == std::vector{kMauMoi, kMauBa});
  CHECK(table.became("phuong mau mot", "thu", "Bắc Ninh").empty());
  CHECK(table.became("xa mau mot", "hiep hoa", "Bắc Ninh").empty());
  CHECK(table.became("xa mau mot", "thu", "Hải Phòng").empty());
  CHECK(table.is_of_today("xa mau moi", "Bắc Ninh"));
  CHECK_FALSE(table.is_of_today("phuong mau moi", "Bắc Ninh"));
  CHECK_FALSE(table.is_of_today("xa mau mot", "Bắc Ninh"));
}

TEST_CASE("a table of communes with a BOM, quoted cells and CRLF is the same table") {
  auto loaded = CommuneTable::load(test::communes_of_a_spreadsheet());
  REQUIRE(std::holds_alternative<CommuneTable>(loaded));
  const auto& table = std::get<CommuneTable>(loaded);
  CHECK(table.became("xa mau mot", "", "Bắc Ninh") == std::vector{kMauMoi, kMauLa});
  CHECK(table.became("xa chia doi", "hiep hoa", "Bắc Ninh").size() == 2);
  CHECK(table.is_of_today("phuong hong bang", "Hải Phòng"));
}

TEST_CASE("cells are trimmed, composed and may hold a comma; lines without any text are passed over") {
  const auto good = CommuneTable::load(
      with_header(",,,,\n\n Xa\xCC\x83 A , \"Huyện B, cũ\" ,Tỉnh Bắc Giang,\u00A0P. C,T. Bắc Ninh"));
  REQUIRE(std::holds_alternative<CommuneTable>(good));
  CHECK(std::get<CommuneTable>(good).became("xa a", "b, cu", "Bắc Ninh") ==
        std::vector{Place{"Phường C", "phuong c", "Bắc Ninh"}});
}

TEST_CASE("a table of communes that is wrong says where and what, all at once") {
  CHECK(faults_of("")[0].message.starts_with("the file is empty"));
  CHECK(faults_of(with_header("\n,,,,\n"))[0].message.starts_with("there is nothing below"));
  for (const char* csv : {"\n", "a,b\n", "old_commune,old_district\n"}) {
    REQUIRE(faults_of(csv).size() == 1);
    CHECK(faults_of(csv)[0].line == 1);
    CHECK(faults_of(csv)[0].message.starts_with("the first line must be"));
  }
  const auto faults =
      faults_of(with_header("Xã A,H,Bắc Giang,Xã B\n"
                            "Xã A,Huyện H,Bắc Giang,Xã B,Bắc Ninh\n"
                            "Xã A,,Bắc Giang,Xã B,Bắc Ninh\n"
                            "Xã A,Huyện H,Bắc Giang,Xã \xFF,Bắc Ninh\n"
                            "\"Xã A,Huyện H,Bắc Giang,Xã B,Bắc Ninh\n"
                            "A,Huyện H,Bắc Giang,Xã B,Bắc Ninh\n"
                            "Xã A,Huyện H,Nowhere,Xã B,Bắc Ninh\n"));
  REQUIRE(faults.size() == 6);
  const char* const words[] = {"has not five", "has not five",     "is not UTF-8",
                               "a quote does", "names no commune", "names no province"};
  const int lines[] = {2, 4, 5, 6, 7, 8};
  for (std::size_t at = 0; at < faults.size(); ++at) {
    CHECK(faults[at].line == lines[at]);
    CHECK(faults[at].message.starts_with(words[at]));
  }
}

TEST_CASE("a file that is something else is not told line by line") {
  std::string csv = with_header("");
  for (int line = 0; line < 1000; ++line) csv += "a,b,c,d,e\n";
  CHECK(faults_of(csv).size() == 20);
}

}  // namespace triand::templates

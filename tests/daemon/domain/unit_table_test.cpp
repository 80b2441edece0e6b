#include "daemon/domain/unit_table.hpp"
#include "tests/source_file.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>
#include <string>

namespace triand::domain {
namespace {

const std::string kHeader = "unit_code_prefix,unit_name,old_province,new_province,confirmed\n";

UnitTable loaded(const std::string& csv) {
  auto result = UnitTable::load(csv);
  REQUIRE(std::holds_alternative<UnitTable>(result));
  return std::get<UnitTable>(std::move(result));
}

}  // namespace

TEST_CASE("the shipped units.csv holds the 27 units of the North") {
  std::ifstream file(triand::test::source_file("config/units.csv"));
  std::stringstream text;
  text << file.rdbuf();
  const UnitTable table = loaded(text.str());
  CHECK(table.units().size() == 27);
  REQUIRE(table.of_code("PA05010001234") != nullptr);
  CHECK(table.of_code("PA05010001234")->old_province == "Bắc Giang");
  CHECK(table.of_code("PA05010001234")->new_province == "Bắc Ninh");
  CHECK(table.of_code("PA05010001234")->confirmed);
  CHECK_FALSE(table.of_code("PH01010001234")->confirmed);
  CHECK(table.of_code("PD01010001234") == nullptr);
}

TEST_CASE("the longest prefix decides") {
  const UnitTable table = loaded(kHeader + "PN,Ninh Bình,,,yes\nPNGV,Giao Viễn,,,no\n");
  CHECK(table.of_code("PNGV000012345")->name == "Giao Viễn");
  CHECK(table.of_code("PN00000012345")->name == "Ninh Bình");
  CHECK(table.with_prefix("PNG") == nullptr);
  CHECK(table.with_prefix("") == nullptr);
}

TEST_CASE("a unit table may come with a BOM, CRLF, quotes and blank lines") {
  const UnitTable table = loaded(
      "\xEF\xBB\xBFunit_code_prefix,unit_name,old_province,new_province,confirmed\r\n\r\n"
      "PA01,\"Nam Định, \"\"cũ\"\"\",Nam Định,Ninh Bình,yes\r\n");
  REQUIRE(table.units().size() == 1);
  CHECK(table.units()[0].name == "Nam Định, \"cũ\"");
  CHECK(table.units()[0].new_province == "Ninh Bình");
}

TEST_CASE("every fault of a unit table is told at once, with its line") {
  const auto result =
      UnitTable::load(kHeader + "pa01,Nam Định,,,yes\nPA02,,,,yes\nPA03,A,,,yes\nPA03,B,,,yes\n" +
                      "PA04,\"open,,,\nPA05,a,b,c,yes,more\n");
  REQUIRE(std::holds_alternative<std::vector<UnitTable::Fault>>(result));
  const auto& faults = std::get<std::vector<UnitTable::Fault>>(result);
  REQUIRE(faults.size() == 5);
  CHECK(faults[0].line == 2);
  CHECK(faults[1].line == 3);
  CHECK(faults[2].line == 5);
  CHECK(faults[3].line == 6);
  CHECK(faults[4].line == 7);
  CHECK(std::holds_alternative<std::vector<UnitTable::Fault>>(UnitTable::load("")));
  CHECK(std::holds_alternative<std::vector<UnitTable::Fault>>(UnitTable::load("code;name\n")));
}

}  // namespace triand::domain

#include "tests/source_file.hpp"
#include "tests/standin/customers/customer_list.hpp"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "tests/standin/customers/damage.hpp"
#include "tests/standin/customers/names.hpp"

using namespace triand::standin;

namespace {

std::string rows(CustomerList::Options options, int count) {
  CustomerList list(std::move(options));
  std::string text;
  for (int row = 0; row < count; ++row) list.append_row(text);
  return text;
}

CustomerList::Options with_seed(std::uint64_t seed, unsigned faults = 0) {
  CustomerList::Options options;
  options.seed = seed;
  options.fault_percent = faults;
  return options;
}

// The cells of each row; commas inside quotes belong to the address.
std::vector<std::vector<std::string>> cells(const std::string& text) {
  std::vector<std::vector<std::string>> table;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    auto& row = table.emplace_back(1);
    bool quoted = false;
    for (char letter : line) {
      if (letter == '"') quoted = !quoted;
      if (letter == ',' && !quoted) {
        row.emplace_back();
      } else if (letter != '"') {
        row.back() += letter;
      }
    }
  }
  return table;
}

}  // namespace

TEST_CASE("the same seed gives the same customers, a longer list begins like a shorter one") {
  std::string hundred = rows(with_seed(7, 20), 100);
  CHECK(hundred == rows(with_seed(7, 20), 100));
  CHECK(rows(with_seed(7, 20), 200).starts_with(hundred));
  CHECK(hundred != rows(with_seed(8, 20), 100));
}

TEST_CASE("made-up customers are well formed and spread as promised") {
  constexpr int kCount = 20000;
  auto table = cells(rows(with_seed(1), kCount));
  const std::regex code("P[A-Z][A-Z0-9]{11}");
  const std::regex mobile("0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{5}([0-9])\\2");
  const std::regex fixed("02[0-9]{2}3[0-9]{6}");
  std::set<std::string> codes;
  std::map<std::string, int> telephones;
  std::set<std::string> units;
  int malformed = 0;
  int emails = 0;
  int mobiles = 0;
  int shared = 0;
  int refused = 0;
  int silent = 0;
  for (const auto& row : table) {
    REQUIRE(row.size() == 11);
    codes.insert(row[0]);
    units.insert(row[5]);
    if (!std::regex_match(row[0], code) || !row[0].starts_with(row[5]) || row[1].empty()) ++malformed;
    bool is_mobile = std::regex_match(row[2], mobile);
    if (!row[2].empty() && !is_mobile && !std::regex_match(row[2], fixed)) ++malformed;
    if (row[2].starts_with("0900")) ++malformed;
    mobiles += is_mobile ? 1 : 0;
    if (!row[2].empty() && ++telephones[row[2]] > 1) ++shared;
    emails += row[3].empty() ? 0 : 1;
    if (!row[3].empty() && !row[3].ends_with("@example.vn") && !row[3].ends_with("@example.com")) ++malformed;
    refused += row[9].empty() ? 0 : 1;
    silent += row[2].empty() && row[3].empty() && row[4].empty() ? 1 : 0;
  }
  CHECK(malformed == 0);
  CHECK(codes.size() == kCount);
  CHECK(units.size() == 27);
  CHECK(mobiles > kCount * 68 / 100);
  CHECK(mobiles < kCount * 74 / 100);
  CHECK(emails > kCount * 27 / 100);
  CHECK(emails < kCount * 33 / 100);
  CHECK(shared > kCount / 200);
  CHECK(shared < kCount / 50);
  CHECK(refused > kCount / 200);
  CHECK(refused < kCount / 50);
  CHECK(silent > 10);
  CHECK(silent < 100);
}

TEST_CASE("customer codes stay unique past ten million rows") {
  CustomerList::Options late = with_seed(5);
  late.first_row = 10'000'000;
  std::set<std::string> codes;
  for (const auto& row : cells(rows(with_seed(5), 5000) + rows(late, 5000))) codes.insert(row[0]);
  CHECK(codes.size() == 10000);
}

TEST_CASE("faults strike about as many telephones as asked for") {
  auto clean = cells(rows(with_seed(3), 5000));
  auto damaged = cells(rows(with_seed(3, 30), 5000));
  int different = 0;
  int with_telephone = 0;
  for (std::size_t row = 0; row < clean.size(); ++row) {
    CHECK(clean[row][0] == damaged[row][0]);
    with_telephone += clean[row][2].empty() ? 0 : 1;
    different += clean[row][2] == damaged[row][2] ? 0 : 1;
  }
  CHECK(different > with_telephone * 25 / 100);
  CHECK(different < with_telephone * 35 / 100);
}

TEST_CASE("each kind of damage looks like the real thing") {
  std::vector<std::string> seen;
  for (std::uint64_t kind = 0; kind < 9; ++kind) seen.push_back(damage_telephone("0321234500", kind));
  CHECK(seen == std::vector<std::string>{"321234500", "01621234500", "0321 234 500", "0321.234.500",
                                         "321234500.0", "'0321234500", "+84321234500", "3.21234500E+08",
                                         "3.21E+08"});
}

TEST_CASE("the built-in areas are those of the units file") {
  auto areas = areas_from_file(triand::test::source_file("config/units.csv"));
  REQUIRE(areas.size() == known_areas().size());
  for (std::size_t index = 0; index < areas.size(); ++index) {
    CHECK(areas[index].prefix == known_areas()[index].prefix);
    CHECK(areas[index].old_province == known_areas()[index].old_province);
    CHECK(areas[index].new_province == known_areas()[index].new_province);
  }
  CHECK_THROWS_WITH(areas_from_file("/nowhere/units.csv"), Catch::Contains("/nowhere/units.csv"));
}

TEST_CASE("no combination of names is that of a well-known person") {
  const std::set<std::string> known = {
      "Nguyễn Thị Phương Thảo", "Nguyễn Thị Kim Ngân",  "Nguyễn Thị Minh Khai", "Nguyễn Thị Kim Tiến",
      "Nguyễn Thị Ánh Viên",    "Nguyễn Thị Hồng Thắm", "Trương Thị Mỹ Hoa",    "Phan Thị Mỹ Tâm",
      "Hoàng Thị Thúy Lan",     "Nguyễn Thị Quyết Tâm", "Nguyễn Đình Toàn",     "Phạm Thị Hải Yến"};
  for (bool female : {false, true}) {
    for (const NamePiece& family : family_names()) {
      for (std::string_view middle : middle_names(female)) {
        for (const NamePiece& given : given_names(female)) {
          std::string name(family.written);
          name.append(" ").append(middle).append(" ").append(given.written);
          if (known.count(name) != 0) FAIL(name);
        }
      }
    }
  }
  SUCCEED();
}

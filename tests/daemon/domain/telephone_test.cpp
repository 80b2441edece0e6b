#include "daemon/domain/telephone.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

namespace triand::domain {
namespace {

using Words = std::vector<std::string_view>;

struct Row {
  std::string cell;
  std::string e164;
  Words repairs;
  TelephoneKind kind = TelephoneKind::mobile;
};

void check(const Row& row) {
  CAPTURE(row.cell);
  const TelephoneReading reading = read_telephone(row.cell);
  CHECK(reading.e164 == row.e164);
  CHECK(reading.repairs.words() == row.repairs);
  CHECK(reading.kind == row.kind);
  CHECK(reading.fault == Reason::none);
}

}  // namespace

TEST_CASE("a mobile number is read in every form that people and spreadsheets give it") {
  for (const Row& row : std::vector<Row>{
           {"0912345678", "+84912345678", {}},
           {"+84912345678", "+84912345678", {}},
           {"  0912345678\t", "+84912345678", {}},
           {"912345678", "+84912345678", {"lost_zero"}},
           {"84912345678", "+84912345678", {"country_code"}},
           {"+84 912 345 678", "+84912345678", {"punctuation"}},
           {"0084912345678", "+84912345678", {"country_code"}},
           {"+840912345678", "+84912345678", {"country_code"}},
           {"0912.345.678", "+84912345678", {"punctuation"}},
           {"(0912) 345-678", "+84912345678", {"punctuation"}},
           {"(+84)912345678", "+84912345678", {"punctuation"}},
           {"0912345678.0", "+84912345678", {"excel_decimal"}},
           {"912345678,00", "+84912345678", {"excel_decimal", "lost_zero"}},
           {"'0912345678", "+84912345678", {"apostrophe"}},
           {"\u20190912345678", "+84912345678", {"apostrophe"}},
           {"'+84912345678", "+84912345678", {"apostrophe"}},
           {"9.12345678E+08", "+84912345678", {"scientific", "lost_zero"}},
           {"9,12345678e8", "+84912345678", {"scientific", "lost_zero"}},
           {"0912\u00A0345\u202F678", "+84912345678", {"punctuation"}},
           {"0912\u2013345\u2212678", "+84912345678", {"punctuation"}},
           {"0912345\u200B678", "+84912345678", {"punctuation"}},
           {"\uFEFF0912345678", "+84912345678", {}},
           {"\uFF10\uFF19\uFF11\uFF12345678", "+84912345678", {"punctuation"}},
           {"0912,345,678", "+84912345678", {"punctuation"}},
       })
    check(row);
}

TEST_CASE("nine digits that start with 84 are a number without its zero, not a country code") {
  check({"841234567", "+84841234567", {"lost_zero"}});
  check({"0841234567", "+84841234567", {}});
  check({"84841234567", "+84841234567", {"country_code"}});
}

TEST_CASE("an eleven-digit number of before 2018 is converted") {
  check({"01682345678", "+84382345678", {"converted_2018"}});
  check({"1682345678", "+84382345678", {"lost_zero", "converted_2018"}});
  check({"841682345678", "+84382345678", {"country_code", "converted_2018"}});
  check({"+841682345678", "+84382345678", {"converted_2018"}});
}

TEST_CASE("each of the 21 conversions of 2018 leads to its new prefix") {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"}, {"0166", "036"}, {"0167", "037"},
      {"0168", "038"}, {"0169", "039"}, {"0120", "070"}, {"0121", "079"}, {"0122", "077"}, {"0126", "076"},
      {"0128", "078"}, {"0123", "083"}, {"0124", "084"}, {"0125", "085"}, {"0127", "081"}, {"0129", "082"},
      {"0186", "056"}, {"0188", "058"}, {"0199", "059"}};
  REQUIRE(pairs.size() == 21);
  for (const auto& [old_prefix, new_prefix] : pairs) {
    CAPTURE(old_prefix);
    const TelephoneReading reading = read_telephone(old_prefix + "2345678");
    CHECK(national_form(reading.e164) == new_prefix + "2345678");
    CHECK(reading.repairs.has(TelephoneRepair::converted_2018));
  }
}

TEST_CASE("a prefix is mobile exactly when the numbering plan says so") {
  const std::string in_use =
      "032 033 034 035 036 037 038 039 052 055 056 058 059 070 076 077 078 079 081 082 083 084 085 086 087 "
      "088 089 "
      "090 091 092 093 094 096 097 098 099";
  for (int prefix = 0; prefix < 100; ++prefix) {
    std::string text = std::to_string(1000 + prefix);
    text[0] = ' ';
    text[1] = '0';
    const std::string three = text.substr(1);
    CAPTURE(three);
    const TelephoneReading reading = read_telephone(three + "1234567");
    const bool mobile = reading.fault == Reason::none && reading.kind == TelephoneKind::mobile;
    CHECK(mobile == (in_use.find(three) != std::string::npos));
  }
}

TEST_CASE("a fixed line is kept with its kind") {
  check({"02223822345", "+842223822345", {}, TelephoneKind::fixed});
  check({"2223822345", "+842223822345", {"lost_zero"}, TelephoneKind::fixed});
  check({"0222 3822 345", "+842223822345", {"punctuation"}, TelephoneKind::fixed});
  check({"+842438223456", "+842438223456", {}, TelephoneKind::fixed});
  CHECK_FALSE(read_telephone("02223822345").old_area_code);
}

TEST_CASE("every area code of the North is known") {
  for (const int area : {203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216,
                         218, 219, 220, 221, 222, 225, 226, 227, 228, 229, 237, 238, 239, 243}) {
    CAPTURE(area);
    CHECK(read_telephone("0" + std::to_string(area) + "3822345").kind == TelephoneKind::fixed);
  }
  CHECK(read_telephone("02003822345").fault == Reason::unknown_prefix);
}

TEST_CASE("a fixed line with an area code of before 2017 is kept as it was dialled") {
  const TelephoneReading reading = read_telephone("02413822345");
  CHECK(reading.e164 == "+842413822345");
  CHECK(reading.kind == TelephoneKind::fixed);
  CHECK(reading.old_area_code);
}

TEST_CASE("the first mobile number of several in a cell is taken") {
  check({"0912345678/0987654321", "+84912345678", {"several_numbers"}});
  check({"0912345678; 0987654321", "+84912345678", {"several_numbers"}});
  check({"02223822345, 0912345678", "+84912345678", {"several_numbers"}});
  check({"không có / 0912345678", "+84912345678", {"several_numbers"}});
  check({"0912345678 - 0987654321", "+84912345678", {"several_numbers"}});
  check({"0912345678 0987654321", "+84912345678", {"several_numbers"}});
  check({"02223822345/02223822346", "+842223822345", {"several_numbers"}, TelephoneKind::fixed});
}

TEST_CASE("what cannot be a customer's telephone is refused with its reason") {
  struct Refusal {
    std::string cell;
    Reason fault;
  };
  for (const Refusal& row : std::vector<Refusal>{
           {"9.12E+08", Reason::digits_lost},
           {"9,05E+08", Reason::digits_lost},
           {"9.1234568E+08", Reason::digits_lost},
           {"9E+08", Reason::digits_lost},
           {"0123456789", Reason::wrong_length},
           {"01012345678", Reason::unknown_prefix},
           {"19006769", Reason::service_number},
           {"1900 6769", Reason::service_number},
           {"18001260", Reason::service_number},
           {"115", Reason::service_number},
           {"091234567", Reason::wrong_length},
           {"09123456789", Reason::wrong_length},
           {"3822345", Reason::wrong_length},
           {"0951234567", Reason::unknown_prefix},
           {"0000000000", Reason::unknown_prefix},
           {"không có", Reason::letters},
           {"ĐT 0912345678", Reason::letters},
           {"+85620555555", Reason::foreign_number},
           {"0085620555555", Reason::foreign_number},
           {"-", Reason::wrong_length},
           {"/", Reason::wrong_length},
           {std::string(5000, '9'), Reason::wrong_length},
           {"12/34", Reason::wrong_length},
       }) {
    CAPTURE(row.cell);
    const TelephoneReading reading = read_telephone(row.cell);
    CHECK(to_string(reading.fault) == to_string(row.fault));
    CHECK(reading.e164.empty());
  }
}

TEST_CASE("a stored telephone tells whether SMS can reach it") {
  CHECK(is_mobile("+84912345678"));
  CHECK_FALSE(is_mobile("+842223822345"));
  CHECK_FALSE(is_mobile("+84951234567"));
  CHECK_FALSE(is_mobile("+8491234567x"));
  CHECK_FALSE(is_mobile("0912345678"));
  CHECK_FALSE(is_mobile(""));
}

TEST_CASE("an empty cell is neither a telephone nor a fault") {
  for (const std::string cell : {"", "   ", "\u00A0", "\u200B"}) {
    const TelephoneReading reading = read_telephone(cell);
    CHECK(reading.e164.empty());
    CHECK(reading.fault == Reason::none);
    CHECK(reading.repairs.empty());
  }
}

TEST_CASE("random cells give either a number that reads as itself or a reason") {
  std::mt19937 random(20261218);
  const std::string alphabet = "00123456789998484++ .-()/;,'eE\xC2\xA0\xE2\x80x";
  for (int i = 0; i < 200'000; ++i) {
    std::string cell;
    const std::size_t length = random() % 22;
    while (cell.size() < length) cell += alphabet[random() % alphabet.size()];
    const TelephoneReading reading = read_telephone(cell);
    if (reading.e164.empty()) {
      if (reading.fault == Reason::none)
        for (const char c : cell) REQUIRE((c == ' ' || (static_cast<unsigned char>(c) & 0x80) != 0));
      continue;
    }
    CAPTURE(cell);
    REQUIRE(reading.fault == Reason::none);
    const TelephoneReading again = read_telephone(reading.e164);
    REQUIRE(again.e164 == reading.e164);
    REQUIRE(again.repairs.empty());
    REQUIRE(read_telephone(national_form(reading.e164)).e164 == reading.e164);
  }
}

}  // namespace triand::domain

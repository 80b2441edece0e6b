#include <date/date.h>
#include <catch2/catch.hpp>

#include "channels/letter/address_block.hpp"
#include "channels/letter/batch_name.hpp"
#include "channels/letter/manifest.hpp"
#include "channels/letter/paragraph.hpp"
#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

Time utc(int year, unsigned month, unsigned day, std::chrono::minutes of_day = 0min) {
  return date::sys_days(date::year(year) / date::month(month) / date::day(day)) + of_day;
}

TEST_CASE("paragraphs are parted by blank lines and keep their line ends") {
  const std::vector<Paragraph> paragraphs = paragraphs_of("\n Một \nhai\r\n \t\r\n\n\nba\n");
  REQUIRE(paragraphs.size() == 2);
  CHECK(paragraphs[0].text == "Một\nhai");
  CHECK(paragraphs[1].text == "ba");
}

TEST_CASE("pairs of stars are bold and a single pair of stars stays") {
  const std::vector<Paragraph> paragraphs = paragraphs_of("a **bê** c **d**\n\n2 ** 3\n\n****x");
  REQUIRE(paragraphs.size() == 3);
  CHECK(paragraphs[0].text == "a bê c d");
  CHECK(paragraphs[0].bold == std::vector<Paragraph::Span>{{2, 5}, {8, 9}});
  CHECK(paragraphs[1].text == "2 ** 3");
  CHECK(paragraphs[1].bold.empty());
  CHECK(paragraphs[2].text == "x");
  CHECK(paragraphs[2].bold.empty());
}

TEST_CASE("dates have the Vietnamese form and the English one") {
  CHECK(letter_date(utc(2026, 12, 18), "Hà Nội", "vi") == "Hà Nội, ngày 18 tháng 12 năm 2026");
  CHECK(letter_date(utc(2026, 12, 18), "Hà Nội", "en") == "Hà Nội, 18 December 2026");
  CHECK(letter_date(utc(2026, 12, 18), "", "vi") == "Ngày 18 tháng 12 năm 2026");
  CHECK(letter_date(utc(2027, 1, 4, 17h), "", "vi") == "Ngày 05 tháng 01 năm 2027");
  CHECK(letter_date(utc(2027, 3, 4), "", "") == "Ngày 04 tháng 3 năm 2027");
  CHECK(letter_date(utc(2027, 3, 4), "", "en") == "4 March 2027");
}

TEST_CASE("the cut-off is the next one in Vietnam's time") {
  // 16:00 in Vietnam is 09:00 UTC.
  CHECK(next_cut_off(utc(2026, 12, 18, 2h), 16h) == utc(2026, 12, 18, 9h));
  CHECK(next_cut_off(utc(2026, 12, 18, 9h), 16h) == utc(2026, 12, 19, 9h));
  CHECK(next_cut_off(utc(2026, 12, 17, 20h), 16h) == utc(2026, 12, 18, 9h));
}

TEST_CASE("timestamps come back as they went") {
  const Time at = utc(2026, 12, 31, 18h);
  CHECK(timestamp(at) == "2027-01-01T01:00:00+07:00");
  CHECK(parse_timestamp(timestamp(at)) == at);
  CHECK(parse_timestamp("yesterday") == Time{});
}

TEST_CASE("a batch's name says campaign, day and sequence") {
  const std::string stem = name_stem("tri ân/2026", false, utc(2026, 12, 18));
  CHECK(stem.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
  const std::string name = batch_name(stem, 7);
  CHECK(name == stem + "-007");
  CHECK(sequence_in(name, stem) == 7U);
  CHECK_FALSE(sequence_in(name + "-abcdef", stem));
  CHECK_FALSE(sequence_in(stem, stem));
  CHECK_FALSE(sequence_in(stem + "-x", stem));
  CHECK_FALSE(sequence_in("other-20261218-001", stem));
}

TEST_CASE("the name stands above the address in bold") {
  Letter letter;
  letter.name = "Hộ Một";
  letter.printed = {.lines = "Số 1\nXã A",
                    .commune = "Xã A",
                    .province = "Bắc Ninh",
                    .region = {},
                    .changed = {},
                    .unclear = {}};
  CHECK(address_block(letter).text == "Hộ Một\nSố 1\nXã A\nBắc Ninh");
  CHECK(address_block(letter).bold == std::vector<Paragraph::Span>{{0, letter.name.size()}});
  letter.printed.province.clear();
  CHECK(address_block(letter).text == "Hộ Một\nSố 1\nXã A");
}

TEST_CASE("a manifest gives its references back") {
  Letter letter;
  letter.reference = "abc123";
  letter.name = "\"x\",y";
  letter.address = "a\nb";
  Manifest manifest;
  manifest.add(letter, 1, 1);
  letter.reference = "def456";
  manifest.add(letter, 2, 2);
  CHECK(references_in(manifest.text()) == std::vector<std::string>{"abc123", "def456"});
  CHECK(references_in("").empty());
}

}  // namespace
}  // namespace triand::channels::letter

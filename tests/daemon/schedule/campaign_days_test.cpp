#include "daemon/schedule/campaign_days.hpp"

#include <chrono>
#include <optional>
#include <stdexcept>

#include <catch2/catch.hpp>

#include "tests/daemon/schedule/moments.hpp"

namespace triand::schedule {
namespace {

using Day = domain::CampaignDay;

struct Row {
  Day from;
  Day to;
  std::chrono::year_month_day today;
  std::optional<CampaignDays> expected;
};

TEST_CASE("the days that are running or come next are found from any day") {
  const Day from{0, 12, 18};
  const Day to{0, 12, 21};
  const CampaignDays this_year{day(2026, 12, 18), day(2026, 12, 21)};
  const CampaignDays next_year{day(2027, 12, 18), day(2027, 12, 21)};
  const CampaignDays over{day(2026, 12, 28), day(2027, 1, 3)};
  const CampaignDays over_next{day(2027, 12, 28), day(2028, 1, 3)};
  const Row rows[] = {
      {from, to, day(2026, 1, 1), this_year},
      {from, to, day(2026, 11, 22), this_year},
      {from, to, day(2026, 12, 17), this_year},
      {from, to, day(2026, 12, 18), this_year},
      {from, to, day(2026, 12, 21), this_year},
      {from, to, day(2026, 12, 22), next_year},
      {from, to, day(2026, 12, 31), next_year},
      {{0, 12, 18}, {0, 12, 18}, day(2026, 12, 18), CampaignDays{day(2026, 12, 18), day(2026, 12, 18)}},
      {{0, 12, 28}, {0, 1, 3}, day(2026, 12, 27), over},
      {{0, 12, 28}, {0, 1, 3}, day(2026, 12, 31), over},
      {{0, 12, 28}, {0, 1, 3}, day(2027, 1, 1), over},
      {{0, 12, 28}, {0, 1, 3}, day(2027, 1, 3), over},
      {{0, 12, 28}, {0, 1, 3}, day(2027, 1, 4), over_next},
      {{0, 2, 25}, {0, 2, 29}, day(2027, 2, 1), CampaignDays{day(2027, 2, 25), day(2027, 2, 28)}},
      {{0, 2, 25}, {0, 2, 29}, day(2028, 2, 1), CampaignDays{day(2028, 2, 25), day(2028, 2, 29)}},
      {{2026, 12, 18}, {2026, 12, 21}, day(2026, 1, 1), this_year},
      {{2026, 12, 18}, {2026, 12, 21}, day(2026, 12, 21), this_year},
      {{2026, 12, 18}, {2026, 12, 21}, day(2026, 12, 22), std::nullopt},
      {{2025, 12, 18}, {2025, 12, 21}, day(2026, 12, 18), std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.from.year, row.from.month, row.from.day, row.to.month, row.to.day, day_number(row.today));
    CHECK(next_occurrence(row.from, row.to, row.today) == row.expected);
  }
}

TEST_CASE("days that no campaign file can have are a fault of the program") {
  CHECK_THROWS_AS(next_occurrence({2026, 12, 18}, {0, 12, 21}, day(2026, 1, 1)), std::invalid_argument);
  CHECK_THROWS_AS(next_occurrence({0, 12, 18}, {2026, 12, 21}, day(2026, 1, 1)), std::invalid_argument);
  CHECK_THROWS_AS(next_occurrence({0, 2, 30}, {0, 3, 1}, day(2026, 1, 1)), std::invalid_argument);
  CHECK_THROWS_AS(next_occurrence({2026, 13, 1}, {2026, 13, 2}, day(2026, 1, 1)), std::invalid_argument);
}

}  // namespace
}  // namespace triand::schedule

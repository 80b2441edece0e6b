#include "daemon/plan/campaign_day.hpp"

#include <chrono>
#include <tuple>

namespace triand::plan {
namespace {

constexpr int kAnyCommonYear = 2001;
// Moments are counted in nanoseconds since 1970 and end in 2262.
constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2199;

// The digits of `text` from `at` on as a number; nullopt when one of them is none.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(at, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::optional<domain::CampaignDay> parse(std::string_view text) {
  constexpr std::size_t kShort = std::string_view("12-18").size();
  constexpr std::size_t kLong = std::string_view("2026-12-18").size();
  if (text.size() != kShort && text.size() != kLong) return std::nullopt;
  const std::size_t month_at = text.size() - kShort;
  if (text[month_at + 2] != '-' || (month_at > 0 && text[month_at - 1] != '-')) return std::nullopt;
  const auto year = month_at > 0 ? digits(text, 0, 4) : std::optional<int>(0);
  const auto month = digits(text, month_at, 2);
  const auto day = digits(text, month_at + 3, 2);
  if (!year || !month || !day || (month_at > 0 && *year == 0)) return std::nullopt;
  return domain::CampaignDay{*year, *month, *day};
}

bool exists(const domain::CampaignDay& day) {
  if (day.year != 0 && (day.year < kFirstYear || day.year > kLastYear)) return false;
  return std::chrono::year_month_day(std::chrono::year(day.year == 0 ? kAnyCommonYear : day.year),
                                     std::chrono::month(static_cast<unsigned>(day.month)),
                                     std::chrono::day(static_cast<unsigned>(day.day)))
      .ok();
}

}  // namespace

DayReading read_campaign_day(std::string_view text) {
  const auto day = parse(text);
  if (!day) {
    return {std::nullopt,
            "expected a day as month-day, such as 12-18 (every year), or with its year, such as "
            "2026-12-18, found \"" +
                std::string(text.substr(0, 40)) + "\""};
  }
  if (exists(*day)) return {day, {}};
  if (day->year == 0 && day->month == 2 && day->day == 29)
    return {std::nullopt, "29 February does not come every year; choose another day, or give the year"};
  return {std::nullopt, "there is no such day: " + std::string(text) + "; write month-day, such as 12-18"};
}

bool is_before(const domain::CampaignDay& day, const domain::CampaignDay& other) {
  return std::tie(day.year, day.month, day.day) < std::tie(other.year, other.month, other.day);
}

}  // namespace triand::plan

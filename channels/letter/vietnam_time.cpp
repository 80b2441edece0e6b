#include "channels/letter/vietnam_time.hpp"

#include <array>
#include <cstdio>
#include <sstream>

#include <date/date.h>

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::hours kOffset{7};

date::year_month_day day_of(Time at) { return date::floor<date::days>(at + kOffset); }

}  // namespace

std::string day_digits(Time at) { return date::format("%Y%m%d", day_of(at)); }

std::string timestamp(Time at) {
  return date::format("%Y-%m-%dT%H:%M:%S+07:00", date::floor<std::chrono::seconds>(at + kOffset));
}

Time parse_timestamp(const std::string& text) {
  std::istringstream in(text);
  date::sys_seconds at;
  in >> date::parse("%Y-%m-%dT%H:%M:%S%Ez", at);
  return in.fail() ? Time{} : Time{at};
}

std::string letter_date(Time at, const std::string& place, const std::string& language) {
  const date::year_month_day day = day_of(at);
  const std::string head = place.empty() ? "" : place + ", ";
  if (language == "en") {
    const std::string text = date::format("%d %B %Y", day);
    return head + (text.front() == '0' ? text.substr(1) : text);
  }
  std::array<char, 64> text{};
  const auto month = static_cast<unsigned>(day.month());
  std::snprintf(text.data(), text.size(),
                month < 3 ? "gày %02u tháng %02u năm %d" : "gày %02u tháng %u năm %d",
                static_cast<unsigned>(day.day()), month, static_cast<int>(day.year()));
  return head + (head.empty() ? "N" : "n") + text.data();
}

Time start_of_day(Time at) { return date::floor<date::days>(at + kOffset) - kOffset; }

Time next_cut_off(Time at, std::chrono::minutes after_midnight) {
  const Time today = start_of_day(at) + after_midnight;
  return today > at ? today : today + 24h;
}

}  // namespace triand::channels::letter

#include "channels/smpp/smpp_time.hpp"

#include <algorithm>

namespace triand::channels::smpp {
namespace {

// Vietnam has kept this offset since 1975 and has no summer time.
constexpr std::chrono::hours kAhead{7};

void append_two(std::string& out, std::int64_t value) {
  out += static_cast<char>('0' + value / 10 % 10);
  out += static_cast<char>('0' + value % 10);
}

}  // namespace

std::string absolute_time(std::chrono::system_clock::time_point time) {
  const auto local = time + kAhead;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(local - day));
  std::string out;
  append_two(out, int(date.year()) % 100);
  append_two(out, unsigned(date.month()));
  append_two(out, unsigned(date.day()));
  append_two(out, clock.hours().count());
  append_two(out, clock.minutes().count());
  append_two(out, clock.seconds().count());
  return out + "0" + "28" + "+";
}

std::string relative_time(std::chrono::seconds span) {
  const auto bounded = std::clamp<std::chrono::seconds>(span, std::chrono::seconds(1), std::chrono::days(99));
  const auto days = std::chrono::floor<std::chrono::days>(bounded);
  const std::chrono::hh_mm_ss clock(bounded - days);
  // Months have no length of their own: they stay out.
  std::string out = "0000";
  append_two(out, days.count());
  append_two(out, clock.hours().count());
  append_two(out, clock.minutes().count());
  append_two(out, clock.seconds().count());
  return out + "000R";
}

}  // namespace triand::channels::smpp

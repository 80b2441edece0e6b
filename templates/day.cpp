#include "templates/day.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "templates/blank.hpp"

namespace triand::templates {
namespace {

struct Field {
  int number = 0;
  std::size_t digits = 0;
};

// Takes digits from the front; none: digits is 0.
Field take_field(std::string_view& text) {
  Field out;
  while (out.digits < text.size() && text[out.digits] >= '0' && text[out.digits] <= '9') ++out.digits;
  if (std::from_chars(text.data(), text.data() + out.digits, out.number).ec != std::errc()) out.digits = 0;
  text.remove_prefix(out.digits);
  return out;
}

// "00:00:00" behind a day, and nothing else.
bool is_time(std::string_view text) {
  return text.size() >= 5 && text.find_first_not_of("0123456789:.+Z") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> format_day(std::string_view value) {
  std::string_view text = trimmed(value);
  std::array<Field, 3> fields;
  char mark = '\0';
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) {
      if (text.empty() || (text.front() != '-' && text.front() != '/' && text.front() != '.'))
        return std::nullopt;
      if (mark != '\0' && text.front() != mark) return std::nullopt;
      mark = text.front();
      text.remove_prefix(1);
    }
    fields[i] = take_field(text);
    if (fields[i].digits == 0) return std::nullopt;
  }
  if (!text.empty() && !((text.front() == ' ' || text.front() == 'T') && is_time(text.substr(1))))
    return std::nullopt;
  const bool year_first = fields[0].digits == 4;
  const Field& year = year_first ? fields[0] : fields[2];
  const Field& month = fields[1];
  const Field& day = year_first ? fields[2] : fields[0];
  if (year.digits != 4 || month.digits > 2 || day.digits > 2) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year.number},
                                         std::chrono::month{static_cast<unsigned>(month.number)},
                                         std::chrono::day{static_cast<unsigned>(day.number)}};
  if (!date.ok()) return std::nullopt;
  std::array<char, 16> out{};
  const int length =
      std::snprintf(out.data(), out.size(), "%02d/%02d/%04d", day.number, month.number, year.number);
  return std::string(out.data(), static_cast<std::size_t>(length));
}

}  // namespace triand::templates

#include "config/scalars.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace triand::config {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

// Nine digits at most: a hundred million days in milliseconds still fit 64 bits.
constexpr std::size_t kMaxDigits = 9;

struct Unit {
  std::string_view word;
  milliseconds length;
};

constexpr std::array<Unit, 6> kUnits = {{{"ms", milliseconds{1}},
                                         {"s", seconds{1}},
                                         {"min", minutes{1}},
                                         {"m", minutes{1}},
                                         {"h", std::chrono::hours{1}},
                                         {"d", std::chrono::hours{24}}}};

constexpr std::array<std::pair<std::string_view, int>, 4> kByteUnits = {
    {{"kB", 10}, {"MB", 20}, {"GB", 30}, {"TB", 40}}};

constexpr std::array<std::pair<std::string_view, seconds>, 4> kRateUnits = {
    {{"s", seconds{1}}, {"min", minutes{1}}, {"h", std::chrono::hours{1}}, {"day", std::chrono::hours{24}}}};

std::size_t digits_at_start(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
  return count;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<double> parse_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<milliseconds> parse_duration(std::string_view text) {
  const std::size_t digits = digits_at_start(text);
  if (digits == 0 || digits > kMaxDigits) return std::nullopt;
  const std::int64_t count = *parse_integer(text.substr(0, digits));
  const std::string_view word = trimmed(text.substr(digits));
  for (const Unit& unit : kUnits)
    if (unit.word == word) return count * unit.length;
  return std::nullopt;
}

std::optional<std::int64_t> parse_bytes(std::string_view text) {
  constexpr std::size_t kMaxByteDigits = 6;
  text = trimmed(text);
  const std::size_t digits = digits_at_start(text);
  if (digits == 0 || digits > kMaxByteDigits) return std::nullopt;
  const std::int64_t count = *parse_integer(text.substr(0, digits));
  for (const auto& [word, shift] : kByteUnits)
    if (trimmed(text.substr(digits)) == word) return count << shift;
  return std::nullopt;
}

std::optional<Rate> parse_rate(std::string_view text) {
  const std::size_t digits = digits_at_start(text);
  if (digits == 0 || digits > kMaxDigits) return std::nullopt;
  const std::int64_t count = *parse_integer(text.substr(0, digits));
  std::string_view rest = trimmed(text.substr(digits));
  if (count < 1 || rest.empty() || rest.front() != '/') return std::nullopt;
  rest = trimmed(rest.substr(1));
  for (const auto& [word, per] : kRateUnits)
    if (word == rest) return Rate{count, per};
  return std::nullopt;
}

std::optional<minutes> parse_time_of_day(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3)
    return std::nullopt;
  if (digits_at_start(text) != colon || digits_at_start(text.substr(colon + 1)) != 2) return std::nullopt;
  const std::int64_t hour = *parse_integer(text.substr(0, colon));
  const std::int64_t minute = *parse_integer(text.substr(colon + 1));
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return minutes{hour * 60 + minute};
}

std::optional<Hours> parse_hours(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto from = parse_time_of_day(trimmed(text.substr(0, dash)));
  const auto to = parse_time_of_day(trimmed(text.substr(dash + 1)));
  if (!from || !to || *from >= *to) return std::nullopt;
  return Hours{*from, *to};
}

std::optional<double> parse_percent(std::string_view text) {
  if (text.empty() || text.back() != '%') return std::nullopt;
  const auto value = parse_number(trimmed(text.substr(0, text.size() - 1)));
  if (!value || *value < 0 || *value > 100) return std::nullopt;
  return *value / 100;
}

}  // namespace triand::config

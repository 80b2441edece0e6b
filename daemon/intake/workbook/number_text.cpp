#include "daemon/intake/workbook/number_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>

#include <fmt/format.h>

namespace triand::intake {
namespace {

constexpr double kLastDay = 2958465;  // 9999-12-31
constexpr double kExact = 1e15;
constexpr int kDigits = 15;
constexpr std::int64_t kDaySeconds = 86'400;

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<double> read_double(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string with_zeros(std::string digits, std::size_t zeros) {
  if (digits.size() < zeros && all_digits(digits)) digits.insert(0, zeros - digits.size(), '0');
  return digits;
}

std::string day_text(std::int64_t day, bool since_1904) {
  using std::chrono::days;
  using std::chrono::sys_days;
  // Lotus believed in a 29 February 1900, and Excel keeps it.
  if (!since_1904 && day == 60) return "1900-02-29";
  const sys_days zero = since_1904 ? sys_days{std::chrono::year{1904} / 1 / 1}
                                   : sys_days{std::chrono::year{1899} / 12 / (day < 60 ? 31 : 30)};
  const std::chrono::year_month_day date{zero + days{day}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace

std::string number_text(std::string_view value, std::size_t zeros) {
  if (all_digits(value)) return with_zeros(std::string(value), zeros);
  const auto number = read_double(value);
  if (!number) return std::string(value);
  std::array<char, 64> out{};
  if (std::abs(*number) < kExact && *number == std::trunc(*number)) {
    const auto written =
        std::to_chars(out.data(), out.data() + out.size(), static_cast<std::int64_t>(*number));
    return with_zeros({out.data(), written.ptr}, zeros);
  }
  const auto written =
      std::to_chars(out.data(), out.data() + out.size(), *number, std::chars_format::general, kDigits);
  return {out.data(), written.ptr};
}

std::string date_text(std::string_view serial, bool since_1904) {
  const auto number = read_double(serial);
  if (!number || *number < 0 || *number >= kLastDay + 1) return number_text(serial);
  auto day = static_cast<std::int64_t>(*number);
  auto second = static_cast<std::int64_t>(std::llround((*number - static_cast<double>(day)) * kDaySeconds));
  if (second == kDaySeconds) {
    ++day;
    second = 0;
  }
  std::string time = fmt::format("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
  if (day == 0 && !since_1904) return time;
  return second == 0 ? day_text(day, since_1904) : day_text(day, since_1904) + " " + time;
}

}  // namespace triand::intake

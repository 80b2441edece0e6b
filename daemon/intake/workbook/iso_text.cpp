#include "daemon/intake/workbook/iso_text.hpp"

namespace triand::intake {

std::string day_of_iso(std::string_view text) {
  constexpr std::size_t kDay = 10;   // "2026-12-18"
  constexpr std::size_t kTime = 19;  // "2026-12-18T07:30:00"
  if (text.size() < kTime || text[kDay] != 'T') return std::string(text);
  const std::string_view time = text.substr(kDay + 1, kTime - kDay - 1);
  std::string day(text.substr(0, kDay));
  return time == "00:00:00" ? day : day + " " + std::string(time);
}

std::string time_of_iso(std::string_view text) {
  if (!text.starts_with("PT")) return std::string(text);
  std::string out;
  for (const char c : text.substr(2)) {
    if (c >= '0' && c <= '9')
      out += c;
    else if (c == 'H' || c == 'M')
      out += ':';
    else if (c == 'S' || c == '.' || c == ',')
      return out;
    else
      return std::string(text);
  }
  return out;
}

}  // namespace triand::intake

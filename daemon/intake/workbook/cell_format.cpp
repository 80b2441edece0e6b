#include "daemon/intake/workbook/cell_format.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kMostZeros = 30;

bool is_date_letter(char c) { return std::string_view("dDmMyYhHsS").find(c) != std::string_view::npos; }

}  // namespace

CellFormat builtin_format(int number) {
  const bool date = (number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
                    (number >= 45 && number <= 47) || (number >= 50 && number <= 58);
  return {.is_date = date, .zeros = 0};
}

CellFormat read_format(std::string_view code) {
  if (code.size() >= 2 && code.size() <= kMostZeros && code.find_first_not_of('0') == std::string_view::npos)
    return {.is_date = false, .zeros = code.size()};
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '[' && i + 1 < code.size() &&
        std::string_view("hHmMsS").find(code[i + 1]) != std::string_view::npos)
      return {};  // a duration
    if (c == '"' || c == '[') {
      // Texts in quotes; in brackets colours, conditions and languages.
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      if (end == std::string_view::npos) return {};
      i = end;
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (is_date_letter(c)) {
      return {.is_date = true, .zeros = 0};
    }
  }
  return {};
}

}  // namespace triand::intake

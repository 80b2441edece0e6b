#include "daemon/domain/customer_code.hpp"

#include <algorithm>

#include "daemon/domain/blank.hpp"

namespace triand::domain {
namespace {

constexpr std::size_t kShortest = 11;
constexpr std::size_t kLongest = 13;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_customer_code(std::string_view code) {
  return code.size() >= kShortest && code.size() <= kLongest && code[0] == 'P' && is_capital(code[1]) &&
         std::all_of(code.begin() + 2, code.end(), [](char c) { return is_capital(c) || is_digit(c); });
}

CustomerCodeReading read_customer_code(std::string_view cell) {
  CustomerCodeReading reading;
  std::string_view text = trim(cell);
  if (text.starts_with("'")) {
    text = trim(text.substr(1));
    reading.cleaned = true;
  }
  if (text.empty()) {
    reading.fault = Reason::missing_customer_code;
    return reading;
  }
  for (std::size_t i = 0; i < text.size();) {
    const bool ascii = static_cast<unsigned char>(text[i]) < 0x80;
    std::size_t unseen = zero_width_at(text, i);
    if (unseen == 0 && !ascii) unseen = blank_at(text, i);
    if (unseen != 0) {
      reading.cleaned = true;
      i += unseen;
      continue;
    }
    char c = text[i++];
    if (c >= 'a' && c <= 'z') {
      c = static_cast<char>(c - 'a' + 'A');
      reading.upper_cased = true;
    }
    reading.code += c;
    if (reading.code.size() > kLongest) break;
  }
  if (!is_customer_code(reading.code)) {
    reading.code.clear();
    reading.fault = Reason::bad_customer_code;
  }
  return reading;
}

}  // namespace triand::domain

#include "templates/amount.hpp"

#include <algorithm>
#include <array>

#include "templates/blank.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

// Digits without leading zeros in `whole` (at least "0"), without trailing ones in `decimals`.
struct Amount {
  bool negative = false;
  std::string whole;
  std::string decimals;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string_view without_currency(std::string_view text) {
  constexpr std::array<std::string_view, 3> kWords{"dong", "vnd", "d"};
  for (const std::string_view word : kWords)
    if (text.ends_with(word)) return trimmed(text.substr(0, text.size() - word.size()));
  return text;
}

// "1.234.567" with the mark '.': the digits; empty when the groups are not right.
std::string joined_groups(std::string_view text, char mark) {
  std::string out;
  for (std::size_t group = 0;; ++group) {
    const std::size_t end = text.find(mark);
    const std::string_view digits = text.substr(0, end);
    if (!all_digits(digits)) return {};
    const bool right = group == 0 ? digits.size() <= 3 && digits.front() != '0' : digits.size() == 3;
    if (!right) return {};
    out += digits;
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

// The whole part, plain or in groups parted by any one mark but `decimal_mark`; empty when it is neither.
std::string whole_part(std::string_view text, char decimal_mark) {
  if (all_digits(text)) return std::string(text);
  for (const char mark : {'.', ',', ' '})
    if (mark != decimal_mark && text.find(mark) != std::string_view::npos) return joined_groups(text, mark);
  return {};
}

std::optional<Amount> read_amount(std::string_view value) {
  const std::string folded = to_lower(strip_diacritics(value));
  std::string_view text = without_currency(trimmed(folded));
  Amount out;
  if (!text.empty() && (text.front() == '-' || text.front() == '+')) {
    out.negative = text.front() == '-';
    text = trimmed(text.substr(1));
  }
  constexpr char kNoDecimals = '\0';
  out.whole = whole_part(text, kNoDecimals);
  if (out.whole.empty()) {
    const std::size_t mark = text.find_last_of(".,");
    if (mark == std::string_view::npos || !all_digits(text.substr(mark + 1))) return std::nullopt;
    out.whole = whole_part(text.substr(0, mark), text[mark]);
    out.decimals = text.substr(mark + 1);
  }
  if (out.whole.empty()) return std::nullopt;
  out.whole.erase(0, std::min(out.whole.find_first_not_of('0'), out.whole.size() - 1));
  out.decimals.erase(out.decimals.find_last_not_of('0') + 1);
  if (out.whole == "0" && out.decimals.empty()) out.negative = false;
  return out;
}

void add_one(std::string& digits) {
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    if (*digit != '9') {
      ++*digit;
      return;
    }
    *digit = '0';
  }
  digits.insert(digits.begin(), '1');
}

std::string grouped(const Amount& amount) {
  std::string out = amount.negative ? "-" : "";
  for (std::size_t i = 0; i < amount.whole.size(); ++i) {
    if (i > 0 && (amount.whole.size() - i) % 3 == 0) out += '.';
    out += amount.whole[i];
  }
  if (!amount.decimals.empty()) out += "," + amount.decimals;
  return out;
}

}  // namespace

std::optional<std::string> format_number(std::string_view value) {
  const auto amount = read_amount(value);
  if (!amount) return std::nullopt;
  return grouped(*amount);
}

std::optional<std::string> format_money(std::string_view value) {
  auto amount = read_amount(value);
  if (!amount) return std::nullopt;
  if (!amount->decimals.empty() && amount->decimals.front() >= '5') add_one(amount->whole);
  amount->decimals.clear();
  if (amount->whole == "0") amount->negative = false;
  return grouped(*amount) + " đ";
}

}  // namespace triand::templates

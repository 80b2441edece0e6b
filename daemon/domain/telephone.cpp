#include "daemon/domain/telephone.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/domain/telephone_digits.hpp"

namespace triand::domain {
namespace {

constexpr std::array<std::string_view, kTelephoneRepairs> kRepairWords = {
    "punctuation",  "apostrophe", "excel_decimal",  "scientific",
    "country_code", "lost_zero",  "converted_2018", "several_numbers"};

constexpr std::size_t kMostDigits = 24;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
std::size_t digit(char c) { return static_cast<std::size_t>(c - '0'); }

TelephoneReading refused(Reason fault) {
  TelephoneReading reading;
  reading.fault = fault;
  return reading;
}

// Bytes of a Unicode dash or full-width digit; for a digit `out` is its ASCII form, else 0.
std::size_t dash_or_wide_digit(std::string_view text, std::size_t position, char& out) {
  out = 0;
  if (position + 2 >= text.size()) return 0;
  const auto first = static_cast<unsigned char>(text[position]);
  const auto second = static_cast<unsigned char>(text[position + 1]);
  const auto third = static_cast<unsigned char>(text[position + 2]);
  if (first == 0xE2 && second == 0x80 && third >= 0x90 && third <= 0x95) return 3;
  if (first == 0xE2 && second == 0x88 && third == 0x92) return 3;
  if (first == 0xEF && second == 0xBC && third >= 0x90 && third <= 0x99) {
    out = static_cast<char>('0' + (third - 0x90));
    return 3;
  }
  return 0;
}

std::string_view without_apostrophe(std::string_view text, TelephoneRepairs& repairs) {
  for (const std::string_view mark : {"'", "`", "\xE2\x80\x98", "\xE2\x80\x99"})
    if (text.starts_with(mark)) {
      repairs.add(TelephoneRepair::apostrophe);
      return trim(text.substr(mark.size()));
    }
  return text;
}

// "0912345678.0" or "912345678,00": a number cell that was written as a decimal.
std::string_view without_decimal(std::string_view text, TelephoneRepairs& repairs) {
  const std::size_t point = text.find_first_of(".,");
  if (point == std::string_view::npos || point < 9 || point + 1 == text.size()) return text;
  if (!all_digits(text.substr(0, point))) return text;
  if (text.find_first_not_of('0', point + 1) != std::string_view::npos) return text;
  repairs.add(TelephoneRepair::excel_decimal);
  return text.substr(0, point);
}

// One number, without separators of several.
TelephoneReading read_one(std::string_view text) {
  TelephoneRepairs repairs;
  text = without_decimal(without_apostrophe(trim(text), repairs), repairs);
  std::array<char, kMostDigits> digits{};
  std::size_t count = 0;
  bool plus = false;
  bool too_long = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    std::size_t length = 1;
    char value = is_digit(c) ? c : '\0';
    if (value == 0) {
      if (c == '+' && count == 0 && !plus) {
        plus = true;
      } else if (c == '.' || c == '-' || c == '(' || c == ')') {
        repairs.add(TelephoneRepair::punctuation);
      } else {
        length = blank_at(text, i);
        if (length == 0) length = zero_width_at(text, i);
        if (length == 0) length = dash_or_wide_digit(text, i, value);
        if (length == 0) return refused(Reason::letters);
        repairs.add(TelephoneRepair::punctuation);
      }
    }
    if (value != 0) {
      if (count == kMostDigits)
        too_long = true;
      else
        digits[count++] = value;
    }
    i += length;
  }
  if (too_long || count == 0) return refused(Reason::wrong_length);
  return read_telephone_digits({digits.data(), count}, plus, repairs);
}

// "9.12345678E+08". Digits are there only when the mantissa has one more than the exponent says.
bool read_scientific(std::string_view text, TelephoneReading& reading) {
  TelephoneRepairs repairs;
  text = without_apostrophe(text, repairs);
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return false;
  const std::string_view mantissa = text.substr(0, e);
  std::string_view exponent = text.substr(e + 1);
  if (exponent.starts_with("+")) exponent.remove_prefix(1);
  if (!all_digits(exponent) || exponent.size() > 3 || mantissa.empty() || !is_digit(mantissa[0]))
    return false;
  if (mantissa.size() > 1 && ((mantissa[1] != '.' && mantissa[1] != ',') || !all_digits(mantissa.substr(2))))
    return false;
  std::size_t power = 0;
  for (const char c : exponent) power = power * 10 + digit(c);
  const std::size_t decimals = mantissa.size() > 1 ? mantissa.size() - 2 : 0;
  if (decimals != power || power + 1 > kMostDigits) {
    reading = refused(Reason::digits_lost);
    return true;
  }
  std::array<char, kMostDigits> digits{};
  digits[0] = mantissa[0];
  if (decimals > 0) std::copy(mantissa.begin() + 2, mantissa.end(), digits.begin() + 1);
  repairs.add(TelephoneRepair::scientific);
  reading = read_telephone_digits({digits.data(), decimals + 1}, false, repairs);
  return true;
}

constexpr std::string_view kSeparators = "/;,|\\&\n";

// The first mobile number among the pieces, else the first usable one; e164 is empty when none is usable.
// `unusable` tells whether a piece could not be used.
TelephoneReading read_pieces(std::string_view text, std::string_view separators, bool& unusable) {
  TelephoneReading best;
  Reason first_fault = Reason::none;
  std::size_t pieces = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view piece = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (piece.empty()) continue;
    ++pieces;
    TelephoneReading reading = read_one(piece);
    if (reading.fault != Reason::none) {
      unusable = true;
      if (first_fault == Reason::none) first_fault = reading.fault;
    } else if (best.e164.empty() ||
               (best.kind == TelephoneKind::fixed && reading.kind == TelephoneKind::mobile)) {
      best = std::move(reading);
    }
  }
  if (best.e164.empty())
    best.fault = first_fault == Reason::none ? Reason::wrong_length : first_fault;
  else
    best.repairs.add(pieces > 1 ? TelephoneRepair::several_numbers : TelephoneRepair::punctuation);
  return best;
}

std::vector<TelephoneReading> all_pieces(std::string_view text, std::string_view separators) {
  std::vector<TelephoneReading> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view piece = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!piece.empty()) out.push_back(read_one(piece));
  }
  return out;
}

TelephoneReading read_several(std::string_view text) {
  bool unusable = false;
  TelephoneReading reading = read_pieces(text, kSeparators, unusable);
  if (!reading.e164.empty()) return reading;
  // "0912,345,678": separators of thousands, not of numbers. Longer digits between commas are numbers.
  if (text.find_first_of("/;|\\&\n") == std::string_view::npos) {
    std::string joined;
    for (const char c : text)
      if (c != ',') joined += c;
    TelephoneReading whole = joined.size() <= 16 ? read_one(joined) : refused(Reason::wrong_length);
    if (whole.fault == Reason::none) {
      whole.repairs.add(TelephoneRepair::punctuation);
      return whole;
    }
  }
  return reading;
}

}  // namespace

TelephoneReading read_telephone(std::string_view cell) {
  const std::string_view text = trim(cell);
  if (text.empty()) return {};
  TelephoneReading reading;
  if (read_scientific(text, reading)) return reading;
  TelephoneRepairs ignored;
  const bool decimal = without_decimal(without_apostrophe(text, ignored), ignored).size() < text.size() &&
                       ignored.has(TelephoneRepair::excel_decimal);
  if (!decimal && text.find_first_of(kSeparators) != std::string_view::npos) return read_several(text);
  reading = read_one(text);
  if (reading.fault == Reason::wrong_length) {
    // "0912345678 - 0987654321", "0912345678 0987654321": only when every piece is a number by itself.
    for (const std::string_view separators : {"-", " "}) {
      if (text.find_first_of(separators) == std::string_view::npos) continue;
      bool unusable = false;
      TelephoneReading several = read_pieces(text, separators, unusable);
      if (!unusable && several.repairs.has(TelephoneRepair::several_numbers)) return several;
    }
  }
  return reading;
}

std::vector<TelephoneReading> read_telephones(std::string_view cell) {
  const TelephoneReading first = read_telephone(cell);
  if (!first.repairs.has(TelephoneRepair::several_numbers)) return {first};
  const std::string_view text = trim(cell);
  if (text.find_first_of(kSeparators) != std::string_view::npos) return all_pieces(text, kSeparators);
  std::vector<TelephoneReading> out = all_pieces(text, "-");
  const auto usable = [](const TelephoneReading& one) { return one.fault == Reason::none; };
  return out.size() > 1 && std::all_of(out.begin(), out.end(), usable) ? out : all_pieces(text, " ");
}

std::string_view to_string(TelephoneRepair repair) {
  return kRepairWords[static_cast<std::size_t>(std::countr_zero(static_cast<std::uint16_t>(repair)))];
}

std::vector<std::string_view> TelephoneRepairs::words() const {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < kTelephoneRepairs; ++i)
    if ((bits_ & (1U << i)) != 0) words.push_back(kRepairWords[i]);
  return words;
}

std::string national_form(std::string_view e164) {
  if (!e164.starts_with("+84")) return std::string(e164);
  return "0" + std::string(e164.substr(3));
}

}  // namespace triand::domain

#include "daemon/domain/telephone_digits.hpp"

#include <algorithm>
#include <array>

namespace triand::domain {
namespace {

// The conversion of 2018, 21 pairs, without the leading zero (vietnam.md, section 1.1).
struct Conversion {
  std::string_view old_prefix;
  std::string_view new_prefix;
};
constexpr std::array<Conversion, 21> kConversions = {{
    {"162", "32"}, {"163", "33"}, {"164", "34"}, {"165", "35"}, {"166", "36"}, {"167", "37"}, {"168", "38"},
    {"169", "39"}, {"120", "70"}, {"121", "79"}, {"122", "77"}, {"126", "76"}, {"128", "78"}, {"123", "83"},
    {"124", "84"}, {"125", "85"}, {"127", "81"}, {"129", "82"}, {"186", "56"}, {"188", "58"}, {"199", "59"},
}};

// Second digits in use behind each first digit of a mobile number without its zero (vietnam.md, section 1.2).
constexpr std::array<std::string_view, 10> kMobileSecond = {"",      "", "",      "23456789",  "",
                                                            "25689", "", "06789", "123456789", "012346789"};

// Third digits in use behind 2x of a fixed line's area code (libphonenumber's national fixed-line pattern;
// vietnam.md, section 1.3). 24 and 28 have eight-digit numbers, which start with 2 or more.
constexpr std::array<std::string_view, 10> kAreaThird = {"3456789",  "012345689", "01256789", "23456789",
                                                         "23456789", "12456789",  "01239",    "01234567",
                                                         "23456789", "01234679"};
// Area codes from before 2017 that still occur (vietnam.md, sections 1.3 and 1.4).
constexpr std::array<std::string_view, 6> kOldAreas = {"230", "231", "240", "241", "280", "281"};

std::size_t digit(char c) { return static_cast<std::size_t>(c - '0'); }

TelephoneReading refused(Reason fault) {
  TelephoneReading reading;
  reading.fault = fault;
  return reading;
}

TelephoneReading accepted(TelephoneKind kind, TelephoneRepairs repairs, std::string_view a,
                          std::string_view b) {
  TelephoneReading reading;
  reading.e164.reserve(15);
  reading.e164.append("+84").append(a).append(b);
  reading.kind = kind;
  reading.repairs = repairs;
  return reading;
}

bool is_mobile_number(std::string_view number) {
  return number.size() == 9 && kMobileSecond[digit(number[0])].find(number[1]) != std::string_view::npos;
}

bool is_service(std::string_view number) {
  return number.size() <= 10 && (number.starts_with("1900") || number.starts_with("1800"));
}

TelephoneReading read_fixed(std::string_view number, TelephoneRepairs repairs) {
  const std::string_view area = number.substr(0, 3);
  if (std::find(kOldAreas.begin(), kOldAreas.end(), area) != kOldAreas.end()) {
    TelephoneReading reading = accepted(TelephoneKind::fixed, repairs, number, {});
    reading.old_area_code = true;
    return reading;
  }
  if (kAreaThird[digit(area[1])].find(area[2]) == std::string_view::npos)
    return refused(Reason::unknown_prefix);
  return accepted(TelephoneKind::fixed, repairs, number, {});
}

// `number` has neither country code nor leading zero.
TelephoneReading classify(std::string_view number, TelephoneRepairs repairs) {
  if (is_mobile_number(number)) return accepted(TelephoneKind::mobile, repairs, number, {});
  if (is_service(number) && number.size() >= 8) return refused(Reason::service_number);
  if (number.size() == 10 && number[0] == '2') return read_fixed(number, repairs);
  if (number.size() == 10 && number[0] == '1') {
    for (const Conversion& conversion : kConversions)
      if (number.starts_with(conversion.old_prefix)) {
        repairs.add(TelephoneRepair::converted_2018);
        return accepted(TelephoneKind::mobile, repairs, conversion.new_prefix, number.substr(3));
      }
    return refused(Reason::unknown_prefix);
  }
  if (number.size() != 9 || number[0] == '1' || number[0] == '2') return refused(Reason::wrong_length);
  return refused(Reason::unknown_prefix);
}

TelephoneReading behind_country_code(std::string_view number, TelephoneRepairs repairs) {
  if (number.starts_with("0")) {
    number.remove_prefix(1);
    repairs.add(TelephoneRepair::country_code);
  }
  return classify(number, repairs);
}

}  // namespace

TelephoneReading read_telephone_digits(std::string_view digits, bool plus, TelephoneRepairs repairs) {
  if (!plus && digits.starts_with("00") && digits.size() > 10) {
    digits.remove_prefix(2);
    plus = true;
    repairs.add(TelephoneRepair::country_code);
  }
  if (plus) {
    if (digits.starts_with("84")) return behind_country_code(digits.substr(2), repairs);
    if (digits.starts_with("0")) return refused(Reason::unknown_prefix);
    return refused(digits.size() < 8 ? Reason::wrong_length : Reason::foreign_number);
  }
  if (digits.size() >= 11 && digits.starts_with("84")) {
    repairs.add(TelephoneRepair::country_code);
    return behind_country_code(digits.substr(2), repairs);
  }
  if (digits.starts_with("0")) return classify(digits.substr(1), repairs);
  if (is_service(digits) || (digits.size() == 3 && digits[0] == '1')) return refused(Reason::service_number);
  // Nine digits that start with 84 are a VinaPhone number without its zero, not a country code.
  repairs.add(TelephoneRepair::lost_zero);
  return classify(digits, repairs);
}

bool is_mobile(std::string_view e164) {
  return e164.starts_with("+84") && is_mobile_number(e164.substr(3)) &&
         e164.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

}  // namespace triand::domain

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/reason.hpp"

namespace triand::domain {

enum class TelephoneKind : std::uint8_t {
  mobile,
  fixed,  // not reachable by SMS
};

// What was put right in a telephone; one bit each.
enum class TelephoneRepair : std::uint16_t {
  punctuation = 1,        // spaces, dots, dashes, brackets, invisible characters
  apostrophe = 2,         // the mark that makes a spreadsheet keep text
  excel_decimal = 4,      // "0912345678.0"
  scientific = 8,         // "9.12345678E+08" with every digit present
  country_code = 16,      // "84…", "0084…", or a zero kept behind +84
  lost_zero = 32,         // "912345678"
  converted_2018 = 64,    // an 11-digit number of before 15 September 2018
  several_numbers = 128,  // the first mobile number of several
};

inline constexpr std::size_t kTelephoneRepairs = 8;

class TelephoneRepairs {
 public:
  void add(TelephoneRepair repair) { bits_ |= static_cast<std::uint16_t>(repair); }
  void add(TelephoneRepairs other) { bits_ |= other.bits_; }
  [[nodiscard]] bool has(TelephoneRepair repair) const {
    return (bits_ & static_cast<std::uint16_t>(repair)) != 0;
  }
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  // The words of the repairs ("lost_zero"), in the order of the enumeration.
  [[nodiscard]] std::vector<std::string_view> words() const;
  bool operator==(const TelephoneRepairs&) const = default;

 private:
  std::uint16_t bits_ = 0;
};

// What a cell with a telephone says. An empty cell is no fault: no number and no reason.
struct TelephoneReading {
  std::string e164;  // "+84912345678"; empty when there is none or it cannot be used
  TelephoneKind kind = TelephoneKind::mobile;
  TelephoneRepairs repairs;
  // A fixed line whose area code is from before 2017: kept as it was dialled.
  bool old_area_code = false;
  // none, digits_lost, service_number, wrong_length, unknown_prefix, letters or foreign_number.
  Reason fault = Reason::none;
};

// Reads a Vietnamese telephone as people and spreadsheets write it (vietnam.md, section 1). `cell` is UTF-8.
// Never guesses: digits that a spreadsheet has rounded away are a fault. Allocates nothing for usual cells.
[[nodiscard]] TelephoneReading read_telephone(std::string_view cell);

// Every number of a cell, also those that cannot be used: where read_telephone() finds several, one for each.
[[nodiscard]] std::vector<TelephoneReading> read_telephones(std::string_view cell);

[[nodiscard]] std::string_view to_string(TelephoneRepair repair);

// Whether a telephone in E.164 is a Vietnamese mobile number, which SMS and Zalo can reach.
[[nodiscard]] bool is_mobile(std::string_view e164);

// "+84912345678" as people dial it: "0912345678". What is not +84… comes back as it is.
[[nodiscard]] std::string national_form(std::string_view e164);

}  // namespace triand::domain

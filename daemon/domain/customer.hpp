#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace triand::domain {

// Whom we know. All text is NFC UTF-8; an empty string means "not known".
struct Customer {
  std::int64_t id = 0;  // the store's row; 0 before it is stored
  std::string code;     // "PA05010001234": unique, upper case
  std::string full_name;
  std::string phone;    // usable telephone in E.164 ("+84912345678"), mobile or fixed; or empty
  std::string email;    // usable addr-spec, domain in lower case; or empty
  std::string address;  // as it came
  std::string unit;     // the unit's code prefix ("PA05"), or empty when no unit is known
  std::string province;
  std::string segment;  // "household", "large", …; lower case; or empty
  std::string language = "vi";
  bool opt_out = false;
  // Other columns under their header in lower case without diacritics, spaces as '_'; in the file's order.
  std::vector<std::pair<std::string, std::string>> extra;
  // Cells that could not be used, as they came: column name and text ("phone", "9,05E+08").
  std::vector<std::pair<std::string, std::string>> set_aside;

  bool operator==(const Customer&) const = default;
};

}  // namespace triand::domain

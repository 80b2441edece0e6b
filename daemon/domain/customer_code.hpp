#pragma once

#include <string>
#include <string_view>

#include "daemon/domain/reason.hpp"

namespace triand::domain {

// What a cell with a customer code says.
struct CustomerCodeReading {
  std::string code;             // upper case; empty when there is a fault
  Reason fault = Reason::none;  // none, missing_customer_code or bad_customer_code
  bool upper_cased = false;     // it came with small letters
  bool cleaned = false;         // invisible characters or a spreadsheet's apostrophe were taken out
};

// Trims, takes out what cannot be seen, and checks `P[A-Z][A-Z0-9]{9,11}` (vietnam.md, section 3: 11 to 13
// characters). Nothing is parsed beyond that.
[[nodiscard]] CustomerCodeReading read_customer_code(std::string_view cell);

// Whether `code` already is as read_customer_code() would leave it.
[[nodiscard]] bool is_customer_code(std::string_view code);

}  // namespace triand::domain

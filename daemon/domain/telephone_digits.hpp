#pragma once

#include <string_view>

#include "daemon/domain/telephone.hpp"

namespace triand::domain {

// The Vietnamese numbering plan: what a number means once only its digits are left. `digits` is not empty and has
// nothing but 0 to 9; `plus` tells that a + stood before them; `repairs` are those already made.
[[nodiscard]] TelephoneReading read_telephone_digits(std::string_view digits, bool plus,
                                                     TelephoneRepairs repairs);

}  // namespace triand::domain

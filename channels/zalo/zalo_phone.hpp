#pragma once

#include <string>
#include <string_view>

namespace triand::channels {

// A telephone number for Zalo, or the reason why it is none.
struct ZaloPhone {
  std::string number;  // "84901888484"
  std::string_view
      reason;  // empty: usable; not_a_zalo_user: a fixed line, which can have no account; bad_number
};

// From E.164 with '+'. Only mobile numbers of Vietnam, 84 and nine digits starting with 3, 5, 7, 8 or 9, have
// accounts.
[[nodiscard]] ZaloPhone zalo_phone(std::string_view e164);

}  // namespace triand::channels

#pragma once

#include <string_view>

namespace triand::standin {

// eSMS's `telcoid` of a national mobile number, by its prefix: 1 Viettel, 2 MobiFone, 3 VinaPhone, 4 Vietnamobile,
// 5 Gtel, 6 Itel, 7 Reddi; 0 for none of them.
[[nodiscard]] int telco_id(std::string_view national_number);

}  // namespace triand::standin

#pragma once

#include <string>
#include <string_view>

namespace triand::standin {

// What a telephone would show of the octets of an SMS: data_coding 0 as the GSM alphabet, unpacked, 8 as UCS-2,
// everything else as Latin-1. UTF-8; what cannot be read becomes U+FFFD.
[[nodiscard]] std::string sms_on_screen(std::string_view octets, unsigned data_coding);

}  // namespace triand::standin

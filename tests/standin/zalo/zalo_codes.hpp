#pragma once

#include <string_view>

#include "tests/standin/http/reply.hpp"

namespace triand::standin {

// The service's own message for an error code of business.openapi.zalo.me (reference: ZaloErrorCode of
// trungdv-fabbi/zalo-otp and copies of the official table). Empty for codes that do not exist.
[[nodiscard]] std::string_view zalo_message(int code);

// HTTP 200 with `{"error":CODE,"message":…}`; business errors carry `"data":null` too.
[[nodiscard]] Reply zalo_refusal(int code);

// The code a magic telephone asks for: in the block 0900 00 xxxx (8490000xxxx) the last four digits are the code
// without its sign (84900000118 is -118, 84900001121 is -1121); 0 for any other number and unknown code.
[[nodiscard]] int magic_code(std::string_view phone);

}  // namespace triand::standin

#pragma once

#include <string>
#include <string_view>

#include "tests/standin/http/reply.hpp"

namespace triand::standin {

// The text eSMS sends with a CodeResult (vendor's table of error codes; invented where the vendor shows none).
[[nodiscard]] std::string_view esms_message(std::string_view code);

// A refusal in the vendor's shapes: 99 is `{"error":…}`, 124 carries SendStatus and no SMSID, 146 carries an SMSID
// although it failed (vendor: otp-customer-care-message.md).
[[nodiscard]] Reply esms_refusal(std::string_view code, std::string_view sms_id);

}  // namespace triand::standin

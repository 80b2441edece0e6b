#pragma once

#include <string>
#include <string_view>

#include "tests/standin/clock.hpp"
#include "tests/standin/http/request.hpp"

namespace triand::standin {

// `v1,` and the Base64 HMAC-SHA256 of "id.timestamp.body" (Standard Webhooks 1.0.0). The secret is `whsec_` and
// Base64; its decoded part is the key.
[[nodiscard]] std::string webhook_signature(std::string_view secret, std::string_view id,
                                            std::string_view timestamp, std::string_view body);

// Whether one of the request's signatures is good and its timestamp within five minutes of now.
[[nodiscard]] bool webhook_verified(std::string_view secret, const Request& request, TimePoint now);

}  // namespace triand::standin
